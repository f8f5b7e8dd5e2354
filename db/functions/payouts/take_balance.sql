-- Notes the operator's answer to our question about its accounts: names and amounts, joined by & and |.
-- Source: docs/mobile-money.md, 1.6. Locks: the accounts' rows. Repeat: the newest stands.
create or replace function payouts.take_balance(p_said text, p_told_at timestamptz) returns int language sql as $$
  with told as (
    select split_part(lower(part), ' ', 1) as account,
           mobile_money.parse_cents(p_text => split_part(part, '|', 3)) as cents
      from regexp_split_to_table(left(p_said, 2000), '&') as part),
  noted as (
    select payouts.note_float(p_account => t.account, p_cents => t.cents, p_told_at => p_told_at)
      from told t where t.cents is not null and t.account in (select f.account from payouts.float_balances f))
  select count(*)::int from noted
$$;
comment on function payouts.take_balance is 'How many of our accounts it named. Raises nothing.';

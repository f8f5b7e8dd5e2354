-- Notes the operator's answer to our question about its accounts: names and amounts, joined by & and |.
-- Source: docs/mobile-money.md, 1.6. Locks: the accounts' rows. Repeat: the newest stands.
create or replace function payouts.take_balance(p_said text) returns int language sql as $$
  with told as (
    select split_part(lower(part), ' ', 1) as account,
           mobile_money.parse_cents(p_text => split_part(part, '|', 3)) as cents
      from regexp_split_to_table(left(p_said, 2000), '&') as part),
  noted as (
    update payouts.float_balances f set cents = t.cents, told_at = clock_timestamp()
      from told t where t.account = f.account and t.cents is not null returning f.account)
  select count(*)::int from noted
$$;
comment on function payouts.take_balance is 'How many of our accounts it named. Raises nothing.';

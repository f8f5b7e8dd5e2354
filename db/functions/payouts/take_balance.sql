-- Notes the operator's answer to our question about its accounts: names and amounts, joined by & and |. Payouts go by
-- the two they leave from; all of them are kept for the comparison with what we owe.
-- Source: docs/mobile-money.md, 1.6. Locks: the accounts' rows. Repeat: the newest stands.
create or replace function payouts.take_balance(p_said text, p_told_at timestamptz) returns int language plpgsql as $$
declare
  v_told  jsonb;   -- cents by account
  v_named int;
begin
  select jsonb_object_agg(case t.account when 'organization' then 'settlement' else t.account end, t.cents) into v_told
    from (select split_part(lower(btrim(part)), ' ', 1) as account,
                 mobile_money.parse_cents(p_text => ltrim(split_part(part, '|', 3), '-'))
                 * case when split_part(part, '|', 3) like '-%' then -1 else 1 end as cents
            from regexp_split_to_table(left(p_said, 2000), '&') as part) t
   where t.cents is not null and t.account in ('utility', 'working', 'charges', 'organization', 'merchant');
  perform payouts.note_float(p_account => f.account, p_cents => (v_told ->> f.account)::bigint, p_told_at => p_told_at)
     from payouts.float_balances f where v_told ? f.account;
  get diagnostics v_named = row_count;
  perform recon.take_answer(p_accounts => v_told, p_told_at => p_told_at, p_asked_at =>
    coalesce((select max(f.asked_at) from payouts.float_balances f), p_told_at - interval '30 seconds'));
  return v_named;
end $$;
comment on function payouts.take_balance is 'How many of our accounts it named. Raises nothing.';

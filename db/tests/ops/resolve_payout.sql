begin; select plan(8);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
create function pg_temp.say(p_result text, p_receipt text, p_at text, p_reason text default 'taarifa ya M-Pesa ya leo')
  returns text language sql as $$
  select ops.resolve_payout(sha256('ops'), payout_ref, p_result, p_receipt, p_at, p_reason) ->> 'outcome'
  from payouts.payouts $$;
select is(pg_temp.say('paid', '', ''), 'bad_receipt', 'paid needs a receipt');
select is(pg_temp.say('paid', 'QPAY000001', '29.11.2026 16:00:00'), 'bad_receipt', 'not that of a fare');
select is(pg_temp.say('paid', 'QABC000001', '29.11.2036 16:00:00'), 'bad_paid_at', 'not in the future');
select is(pg_temp.say('paid', 'QABC000001', '28.11.2026 16:00:00', 'ok'), 'no_reason', 'a real reason');
select is(pg_temp.say('paid', 'qabc000001', '28.11.2026 16:00:00'), 'proposed', 'proposed');
select is(ops.decide_config(sha256('ops'), (select max(change_id)::text from config.config_changes), 'approved')
  ->> 'outcome', 'absent', 'the maker does not decide');
select is(ops.decide_config(sha256('finance'), (select max(change_id)::text from config.config_changes), 'approved')
  ->> 'outcome', 'approved', 'finance does');
select is((select state || receipt from payouts.payouts), 'paidQABC000001', 'it has ended');
select finish(); rollback;

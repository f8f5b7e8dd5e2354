begin; select plan(14);
\ir ../fixtures/money_out.psql
create function pg_temp.asked() returns text language sql as $$
  select coalesce(string_agg(originator_id, ' ' order by originator_id), 'none')
    from worker.claim_payout_queries(p_limit => 10) $$;
select pg_temp.open_payout(p_cents => 10000) as taken \gset
select pg_temp.send(:taken) \g /dev/null
select is(pg_temp.asked(), 'none', 'what was sent a moment ago may have its result soon');
update payouts.payouts set query_after = now();
select is(pg_temp.asked(), 'O-' || :taken, 'then it is asked about by the operator''s id');
select is(pg_temp.state(:taken), 'unknown', 'from then on it is unknown');
select results_eq('select queries, query_ref ~ ''^[0-9a-f]{32}$'', query_after between now() + interval ''15 s'' and
  clock_timestamp() + interval ''15 s'' from payouts.payouts', 'values (1, true, true)', 'asked again in 15 seconds');
select query_ref as ref from payouts.payouts where payout_id = :taken \gset
select is(pg_temp.asked(), 'none', 'a second worker asks nothing');
update payouts.payouts set query_after = now(), queries = 30;
select is((select query_ref from worker.claim_payout_queries(p_limit => 1)), :'ref', 'each time by the same address');
select is((select query_after <= clock_timestamp() + interval '1 hour' from payouts.payouts), true,
  'at least each hour');
update payouts.payouts set query_after = now() + interval '1 hour';
select is(pg_temp.asked(), 'none', 'an hour is waited for');
update payouts.payouts set query_after = now() + interval '3 days';
select is(pg_temp.asked(), 'O-' || :taken, 'three days are not: the clock was ahead when that was written');
-- Without the operator's answer a phone's payout is known by our own id, a business's is not known at all.
select pg_temp.open_payout(p_cents => 20000) as lost \gset
select pg_temp.send(:lost, 'unknown') \g /dev/null
update payouts.payouts set query_after = now(), originator_id = null where payout_id = :lost;
select is(pg_temp.asked(), pg_temp.ref(:lost), 'a phone''s by our own');
select pg_temp.open_payout(p_cents => 30000, p_channel => 'till') as till \gset
select pg_temp.send(:till, 'unknown') \g /dev/null
update payouts.payouts set query_after = now(), originator_id = null where payout_id = :till;
select is(pg_temp.asked(), 'none', 'a business''s without an answer can''t be asked about');
select is(pg_temp.state(:till), 'unknown', 'it stays unknown');
select payouts.take_result(p_payout_id => :taken, p_means => 'failed', p_result_code => '1', p_receipt => null,
  p_cents => null, p_paid_at => null) \g /dev/null
select is((select query_after from payouts.payouts where payout_id = :taken), null, 'what ended is not asked about');
select pg_temp.open_payout(p_cents => 40000) as queued \gset
update payouts.payouts set query_after = now() where payout_id = :queued;
select is(pg_temp.asked(), 'none', 'nor what was not sent');
select finish(); rollback;

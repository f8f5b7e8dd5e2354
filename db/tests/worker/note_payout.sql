begin; select plan(20);
\ir ../fixtures/money_out.psql
create function pg_temp.note(p_id bigint, p_answer text, p_code text default null) returns text language sql as $$
  select worker.note_payout(p_outbox_id => coalesce((select outbox_id from messaging.outbox where topic = 'payout'
      and key = pg_temp.ref(p_id)), 0), p_attempt => 1, p_payout_ref => pg_temp.ref(p_id), p_answer => p_answer,
    p_code => p_code, p_originator_id => case p_answer when 'taken' then 'O1' end) $$;
create function pg_temp.make() returns bigint language plpgsql as $$
declare
  v_id bigint := pg_temp.open_payout(p_cents => 10000, p_fee => 0);
begin
  perform pg_temp.claim();
  return v_id;
end $$;
select pg_temp.make() as taken \gset
select is(pg_temp.note(:taken, 'taken'), 'sent', 'the operator took it');
select results_eq(format('select originator_id, sent_at is not null, query_after between now() + interval ''59 s''
  and clock_timestamp() + interval ''60 s'' from payouts.payouts where payout_id = %s', :taken),
  $$ values ('O1', true, true) $$, 'it is asked about if no result comes');
select is((select count(*) from messaging.outbox where topic = 'payout'), 0::bigint, 'its message is done');
select is(pg_temp.note(:taken, 'taken'), 'sent', 'the same report again');
select is(pg_temp.note(:taken, 'refused', '1'), 'sent', 'a later refusal of another try does not end it');
select pg_temp.make() as refused \gset
select is(pg_temp.note(:refused, 'refused', '2001'), 'failed', 'refused: it fails');
select is((select reason from payouts.payouts where payout_id = :refused),
  (select meaning from mobile_money.result_codes where api = 'payout' and code = '2001'), 'and says why');
select is(pg_temp.note(:refused, 'taken'), 'failed', 'an end stays');
select pg_temp.make() as odd \gset
select is(pg_temp.note(:odd, 'refused', '400.002.02'), 'failed', 'a code that we don''t know is a refusal too');
select pg_temp.make() as unknown \gset
select is(pg_temp.note(:unknown, 'unknown', 'no answer'), 'unknown', 'no answer: unknown');
select is((select query_after > now() from payouts.payouts where payout_id = :unknown), true, 'to be asked about');
select is(pg_temp.note(:unknown, 'taken'), 'sent', 'the answer came after all');
-- The lease ran out, and the worker reports after all.
select pg_temp.make() as late \gset
update messaging.outbox set lease_until = now() - interval '1 second' where topic = 'payout';
select worker.release_leases() \g /dev/null
select is(pg_temp.note(:late, 'refused', '2001'), 'failed', 'a late report that it was refused gives the money back');
select pg_temp.make() as waits \gset
update messaging.outbox set lease_until = now() - interval '1 second' where topic = 'payout';
select worker.release_leases() \g /dev/null
select payouts.take_result(p_payout_id => :waits, p_means => 'wait', p_result_code => 'timeout', p_receipt => null,
  p_cents => null, p_paid_at => null) \g /dev/null
select is(pg_temp.note(:waits, 'refused', '2001'), 'unknown', 'but not when the operator has spoken of it');
select is(pg_temp.note(:waits, 'taken'), 'unknown', 'nor is it sent again in our books');
-- Its result came first.
select pg_temp.make() as early \gset
select payouts.take_result(p_payout_id => :early, p_means => 'paid', p_result_code => '0', p_receipt => 'QEARLY0001',
  p_cents => 10000, p_paid_at => null) \g /dev/null
select is(pg_temp.note(:early, 'taken'), 'paid', 'the result before the answer stands');
select is((select count(*) from messaging.outbox where topic = 'payout'), 0::bigint, 'and the message is done');
select is(worker.note_payout(p_outbox_id => 0, p_attempt => 1, p_payout_ref => 'none', p_answer => 'taken',
  p_code => null, p_originator_id => null), null, 'no such payout');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

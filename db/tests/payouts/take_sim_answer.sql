begin; select plan(21);
\ir ../fixtures/money_out.psql
update payouts.sim_connector set seen_at = clock_timestamp();
create function pg_temp.answer(p_id bigint, p_answer text) returns text language sql as $$
  select payouts.take_sim_answer(p_payout_id => p_id, p_whose => 'receiver', p_answer => p_answer) $$;
create function pg_temp.alarms() returns bigint language sql as $$
  select count(*) from messaging.alarms where kind = 'sim_swapped' and acknowledged_at is null $$;
select pg_temp.open_payout(p_cents => 1000, p_phone_hash => sha256('maker')) as clean \gset
select is((select state || ' ' || waits_for from payouts.payouts where payout_id = :clean), 'approved sim', 'it waits');
select is(pg_temp.answer(:clean, 'clean'), 'queued', 'not swapped: it is sent');
select is(pg_temp.answer(:clean, 'swapped'), 'queued', 'what is sent is sent');
select is(payouts.sim_state(:clean), 'clean', 'and the first answer stands');
select pg_temp.open_payout(p_cents => 1100, p_phone_hash => sha256('maker')) as unknown \gset
select is(pg_temp.answer(:unknown, 'unknown'), 'queued', 'nobody knows: it goes on as without the question');
select is(payouts.sim_state(:unknown), 'unknown', 'and says so');
select pg_temp.open_payout(p_cents => 1200, p_phone_hash => sha256('maker')) as swapped \gset
select is(pg_temp.answer(:swapped, 'swapped'), 'requested', 'swapped: a second person decides, however little it is');
select is((select needs_approval and waits_for is null from payouts.payouts where payout_id = :swapped), true,
  'as about a large one');
select is(pg_temp.alarms(), 1::bigint, 'staff are told');
select is((select count(*) from messaging.outbox where key = 'payout/' || pg_temp.ref(:swapped) || '/requested'),
  1::bigint, 'and who asked');
select is((select count(*) from messaging.outbox where topic = 'payout'), 2::bigint, 'it is not given to the worker');
select is(pg_temp.answer(:swapped, 'clean'), 'requested', 'another answer changes nothing');
select is(payouts.sim_state(:swapped), 'swapped', 'the first stands');
select is(payouts.decide(:maker, :swapped, 'approved', null), 'same_person', 'not by who asked');
select is(payouts.decide(:checker, :swapped, 'approved', null), 'queued', 'a second person approves');
select is(pg_temp.alarms(), 0::bigint, 'that ends the alarm');
-- One that needs two people anyway: the answer must be there before they decide, and a late one still counts.
select pg_temp.open_payout(p_cents => 1300, p_phone_hash => sha256('maker'), p_needs_approval => 'yes') as large \gset
select is(payouts.decide(:checker, :large, 'approved', null), 'sim_waits', 'nobody approves before the answer');
update payouts.sim_checks set waits_until = now() where payout_id = :large;
select payouts.watch() \g /dev/null
select pg_temp.answer(:large, 'swapped') \g /dev/null
select is(payouts.sim_state(:large), 'swapped', 'a late answer is shown to who decides');
select is(payouts.decide(:checker, :large, 'declined', 'the owner did not ask for it') || pg_temp.alarms(),
  'cancelled0', 'declined');
select is(payouts.take_sim_answer(0, 'receiver', 'clean'), null, 'no payout');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

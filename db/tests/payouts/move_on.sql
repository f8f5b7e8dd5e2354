begin; select plan(7);
\ir ../fixtures/money_out.psql
create function pg_temp.move_on(p_id bigint) returns text language sql as $$
  select payouts.move_on(p_payout => p) from payouts.payouts p where payout_id = p_id $$;
update payouts.float_balances set cents = 100, told_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 20000) as short \gset
select is(pg_temp.move_on(:short), 'waits', 'what waits for the operator''s account waits');
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select is(pg_temp.move_on(:short) || ' ' || pg_temp.state(:short), 'moved queued', 'then it is handed to the worker');
-- A request whose hold the ledger does not know.
insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, phone_hash, phone_sealed, tail,
    amount_cents, fee_cents, currency, requested_by, needs_approval, expires_at, hold_journal_id)
  select md5('odd'), kind, party_kind, party_id, channel, phone_hash, phone_sealed, tail, amount_cents, fee_cents,
         currency, requested_by, true, now() - interval '1 minute', -1 from payouts.payouts where payout_id = :short
  returning payout_id as odd \gset
create function pg_temp.alarm() returns text language sql as $$
  select concat_ws(' ', times_raised, detail, acknowledged_reason) from messaging.alarms
   where kind = 'payout_failing' and subject = md5('odd') $$;
select is(pg_temp.move_on(:odd) || ' ' || pg_temp.state(:odd), 'failed requested', 'one that the ledger refuses stays');
select is(pg_temp.alarm(), '1 can''t be sent on or ended: LFN10 no such journal', 'with an alarm that says why');
select pg_temp.move_on(:odd) \g /dev/null
select is(pg_temp.alarm(), '1 can''t be sent on or ended: LFN10 no such journal', 'a second time raises nothing');
-- Its alarm ends when it goes on.
insert into messaging.alarms (kind, subject, detail) values ('payout_failing', pg_temp.ref(:short), 'x');
select pg_temp.move_on(:short) \g /dev/null
select is((select acknowledged_reason from messaging.alarms where subject = pg_temp.ref(:short)), 'it went on',
  'the alarm ends when the payout goes on');
select is(payouts.move_on(p_payout => null), null, 'no payout, nothing');
select finish(); rollback;

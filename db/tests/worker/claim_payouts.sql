begin; select plan(18);
\ir ../fixtures/money_out.psql
select is((select count(*) from worker.claim_payouts(p_limit => 10, p_lease_seconds => 60)), 0::bigint, 'none');
select pg_temp.open_payout(p_cents => 123400) as phone \gset
select pg_temp.open_payout(p_cents => 50000, p_channel => 'paybill') as bank \gset
update config.settings set value = 'off' where setting = 'payouts_sent';
select is((select count(*) from worker.claim_payouts(p_limit => 10, p_lease_seconds => 60)), 0::bigint,
  'none while payouts are not sent');
update config.settings set value = 'on' where setting = 'payouts_sent';
select results_eq($$ select attempt, channel, amount, phone_sealed, short_code, account_sealed
    from worker.claim_payouts(p_limit => 10, p_lease_seconds => 60) order by outbox_id $$,
  $$ values (1, 'phone', '1234', '\x0a'::bytea, null, null), (1, 'paybill', '500', null, '247247', '\x0c'::bytea) $$,
  'each with its destination, and the amount in whole shillings');
select is((select string_agg(attempts::text, ' ') from payouts.payouts), '1 1', 'each try is counted');
select is((select count(*) from worker.claim_payouts(10, 60)), 0::bigint, 'a second worker gets none');
-- A dead worker's payout is not given to another: it may be on its way.
update messaging.outbox set lease_until = now() - interval '1 second';
select is(worker.release_leases(), 2, 'leases that ran out');
select is(pg_temp.state(:phone) || ' ' || pg_temp.state(:bank), 'unknown unknown', 'leave the payouts unknown');
select is((select count(*) from payouts.payouts where query_after <= clock_timestamp() and sent_at is not null),
  2::bigint, 'to be asked about at once');
select is((select count(*) from worker.claim_payouts(10, 60)), 0::bigint, 'nobody sends them again');
select messaging.enqueue('payout', pg_temp.ref(:phone) || '', '{}') \g /dev/null
select is((select count(*) from worker.claim_payouts(10, 60)), 0::bigint, 'not even if they are queued again');
-- Surely not sent: the same payout is claimed again, with the next number.
select pg_temp.open_payout() as again \gset
select worker.fail_job(p_outbox_id => outbox_id, p_attempt => attempt, p_error => 'x', p_retry_after_seconds => null)
  from worker.claim_payouts(10, 60) \g /dev/null
update messaging.outbox set next_attempt_at = now();
select is((select attempt from worker.claim_payouts(10, 60)), 2, 'one that was surely not sent is claimed again');
-- ZUIA before the worker takes it.
select pg_temp.open_payout(p_cents => 70000) as frozen \gset
insert into payouts.freezes (user_id) values (:maker);
select is((select count(*) from worker.claim_payouts(10, 60)), 0::bigint, 'what was frozen is not sent');
select is(pg_temp.state(:frozen), 'cancelled', 'it ends');
select is((select count(*) from messaging.outbox where key = pg_temp.ref(:frozen)), 0::bigint, 'so does its message');
select ok(pg_temp.clearing_is_right(), 'its money is back');
-- Its maker's role ended between the queue and the worker.
delete from payouts.freezes;
select pg_temp.open_payout(p_cents => 80000) as gone \gset
update access.role_grants set valid_to = clock_timestamp() where user_id = :maker;
select is((select count(*) from worker.claim_payouts(10, 60)), 0::bigint,
  'what somebody asked for who is gone is not sent');
select is((select state || ': ' || reason from payouts.payouts where payout_id = :gone),
  'cancelled: who asked for it no longer acts for them', 'it says why');
select throws_ok('select worker.claim_payouts(p_limit => 0, p_lease_seconds => 60)', 'LFV50', null, 'a sane number');
select finish(); rollback;

begin; select plan(9);
\ir ../fixtures/money_out.psql
create function pg_temp.shown(p_id bigint) returns text language sql as $$
  select concat_ws(' ', u ->> 'advice', u ->> 'askable', u ->> 'account', u ->> 'not_known_times')
    from payouts.payouts p cross join payouts.unanswered(p, 'Africa/Nairobi') u where p.payout_id = p_id $$;
select pg_temp.open_payout(p_cents => 10000) as phone \gset
select is(pg_temp.shown(:phone), '', 'nothing of what is not unknown');
select pg_temp.send(:phone, 'unknown') \g /dev/null
select is(pg_temp.shown(:phone), 'ask true utility 0', 'it can be asked about');
update payouts.payouts set not_known_times = 7, not_known_since = now() - interval '23 hours' where payout_id = :phone;
select is(pg_temp.shown(:phone), 'not_known true utility 7', 'not known for less than a day: it may be under way');
update payouts.payouts set not_known_times = 4, not_known_since = now() - interval '25 hours' where payout_id = :phone;
select is(pg_temp.shown(:phone), 'not_known true utility 4', 'nor is it the end when that was said a few times');
update payouts.payouts set not_known_times = 5 where payout_id = :phone;
select is(pg_temp.shown(:phone), 'not_known_long true utility 5', 'often, for a day: two people may end it');
select pg_temp.open_payout(p_cents => 10000, p_channel => 'till') as till \gset
select is(pg_temp.shown(:till), '', 'nothing of what is not sent');
-- Sent to a business; the answer with the id is lost, and no result comes.
update messaging.outbox set next_attempt_at = now() where topic = 'payout';
select worker.note_payout(c.outbox_id, c.attempt, c.payout_ref, 'unknown', null, null)
  from worker.claim_payouts(10, 60) c \g /dev/null
select is(pg_temp.shown(:till), 'no_id false working 0', 'only the statement tells');
update payouts.payouts set query_after = now() - interval '1 day';
select is((select count(*) from worker.claim_payout_queries(10) where payout_ref = pg_temp.ref(:till)), 0::bigint,
  'the worker asks nothing about it');
select is(payouts.unanswered(null, 'Africa/Nairobi'), null, 'nothing');
select finish(); rollback;

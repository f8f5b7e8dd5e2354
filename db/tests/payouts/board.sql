begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) as newer \gset
create function pg_temp.places() returns text language sql as $$
  select string_agg(r ->> 'state' || (r ->> 'place'), ' ' order by n)
    from jsonb_array_elements(payouts.board('Africa/Nairobi', 9)) with ordinality e(r, n) $$;
select is(pg_temp.places(), 'unknown1 queued5', 'what has no answer comes first');
select is(payouts.board('Africa/Nairobi', 9) #>> '{0,unanswered,advice}', 'ask', 'with what can be done about it');
select payouts.take_result(pg_temp.payout_id(:'newer'), 'failed', '8', null, null, null) \g /dev/null
select is(pg_temp.places(), 'unknown1 failed2', 'what failed today');
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select is(pg_temp.places(), 'failed2', 'what was paid is done');
select finish(); rollback;

begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.listed() returns text language sql as $$
  select coalesce(string_agg(concat(r ->> 'state', ' ', r ->> 'amount_cents'), ', ' order by n), 'none')
    from jsonb_array_elements(payouts.latest_ended('Africa/Nairobi', 1)) with ordinality e(r, n) $$;
select is(pg_temp.listed(), 'none', 'what is on its way has not ended');
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select is(pg_temp.listed(), 'paid 50000', 'what arrived has');
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) as newer \gset
select payouts.take_result(pg_temp.payout_id(:'newer'), 'failed', '8', null, null, null) \g /dev/null
select is(pg_temp.listed(), 'failed 40000', 'no more than asked for, newest first');
select finish(); rollback;

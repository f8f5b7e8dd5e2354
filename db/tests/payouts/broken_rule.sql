begin; select plan(6);
\ir ../fixtures/payouts.psql
create function pg_temp.rule(p_who text, p_cents bigint) returns text language sql as $$
  select payouts.broken_rule(jsonb_populate_record(null::payouts.payouts, jsonb_build_object('requested_by',
    pg_temp.id(p_who), 'amount_cents', p_cents, 'phone_hash', sha256(('phone of ' || p_who)::bytea))),
    array[(select vehicle_id from fleet.vehicles where plate = 'KZZ 001A')]) $$;
select is(pg_temp.rule('owner', 100000), null, 'the first is within all');
select is(pg_temp.rule('owner', 10000001), 'destination_hour', 'too much at once');
select pg_temp.withdraw('owner', 'owner', :owner_id, 100 + i) from generate_series(1, 5) i \g /dev/null
select is(pg_temp.rule('owner', 100), 'person_hour', 'the sixth in an hour');
select is(pg_temp.rule('stranger', 100), null, 'others are counted apart');
update payouts.velocity_limits set most_count = 5 where rule = 'vehicle_hour';
select is(pg_temp.rule('stranger', 100), 'vehicle_hour', 'but not from the same vehicle');
select payouts.take_result(payout_id, 'failed', '8', null, null, null) from payouts.payouts limit 1 \g /dev/null
select is(pg_temp.rule('stranger', 100), null, 'what failed does not count');
select finish(); rollback;

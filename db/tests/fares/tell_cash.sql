begin; select plan(12);
\ir ../fixtures/conductor.psql
create function pg_temp.tell(p_trip bigint, p_cents bigint, p_seats int default null, p_digital bigint default null,
  p_at timestamptz default now()) returns text language sql as $$
  select fares.tell_cash(p_trip_id => p_trip, p_seats => p_seats, p_cents => p_cents, p_digital_cents => p_digital,
    p_user_id => pg_temp.crew_id('juma'), p_at => p_at) $$;
create function pg_temp.told() returns text language sql as $$
  select string_agg(concat_ws('/', cents, coalesce(seats::text, '-'), coalesce(digital_cents::text, '-')), ' '
    order by tally_id) from fares.cash_tallies $$;
select pg_temp.join_trip() as trip \gset
select pg_temp.remember() \g /dev/null
select is(pg_temp.tell(:trip, null), 'wrong', 'nothing told');
select is(pg_temp.tell(:trip, -1), 'wrong', 'less than nothing');
select is(pg_temp.tell(:trip, 10000001), 'wrong', 'more than a bus can hold');
select is(pg_temp.tell(:trip, 100, 0), 'wrong', 'for nobody');
select is(pg_temp.changed(), 'nothing', 'nothing was written down');
select is(pg_temp.tell(:trip, 48000), 'told', 'the cash');
select is(pg_temp.tell(:trip, null, 6, 9000), 'told', 'then for how many, and the crew''s own count');
select is(pg_temp.tell(:trip, 48000, 6, 9000), 'told', 'the same again');
select is(pg_temp.tell(:trip, 50000), 'told', 'a correction; who paid is not known any more');
select is(pg_temp.told(), '48000/-/- 48000/6/9000 50000/-/9000', 'each correction is a row, a repetition none');
select is(pg_temp.tell(:trip, 1, null, null, now() + interval '8 hours'), 'over', 'after the shift no more');
select throws_ok('update fares.cash_tallies set cents = 1', 'LFA10', null, 'nobody edits what was told');
select finish(); rollback;

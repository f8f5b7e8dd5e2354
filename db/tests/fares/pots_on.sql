begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

create function pg_temp.pots(p_at timestamptz) returns jsonb language sql as $$
  select fares.pots_on(v.vehicle_id, p_at, 'Africa/Nairobi') from fleet.vehicles v $$;
select is(pg_temp.pots(now() - interval '1 day'), null, 'a rule without pots shows none');
select is(pg_temp.pots(now() + interval '1 day') #>> '{pots,0,lacks_cents}', '30000',
  'before the first fare all lacks');
select pg_temp.fare('QAA1', 31000, (now() at time zone 'Africa/Nairobi')::date) \g /dev/null
select is((pg_temp.pots(now()) #> '{pots,0}')::jsonb - 'met_at'::text,
  '{"purpose": "insurance", "due_cents": 30000, "got_cents": 30000,
  "lacks_cents": 0, "arrears_cents": 0, "target_cents": 30000}', 'a full pot');
select is(pg_temp.pots(now()) ->> 'taken_cents', '31000', 'and what was taken towards the target');
select finish(); rollback;

begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_plate text default null) returns jsonb language sql as $$
  select owners.statement(p_session => sha256(p_who::bytea), p_plate => p_plate, p_period => 'month',
    p_on => '2026-11-20', p_asof => null) $$;
select is(pg_temp.page('owner') - '{asof,now,days,viewer}'::text[], '{"outcome": "found", "cents": 0, "fares": 0, '
  '"parts": {}, "rows": [], "purposes": ["fuel", "maintenance", "sacco", "insurance", "profit"]}', 'an empty month');
select is(pg_temp.page('owner', 'KZZ 002B'), '{"outcome": "absent"}', 'another owner''s vehicle is refused');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'a person without a vehicle has none');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 002B, fleet.vehicles:', 'refusals are counted');
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.totals_until (until_on, horizon) values ('2026-11-20', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03'::timestamptz],
  array[99], array[3], array['fuel', 'fee'], array[97, 2]);
select fares.store_party_days(p_from => '2026-11-20', p_to => '2026-11-20') \g /dev/null
select is(pg_temp.page('owner') -> 'rows',
  '[{"on": "2026-11-20", "cents": 99, "fares": 3, "parts": {"fee": 2, "fuel": 97}}]', 'each day has its sums');
select finish(); rollback;

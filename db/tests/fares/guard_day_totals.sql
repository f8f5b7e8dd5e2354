-- The sums of a stored day.
begin; select plan(1);
\ir ../fixtures/one_vehicle.psql
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03'::timestamptz,
  '2026-11-20 07:09+03'], array[99, 1], array[3, 4], array['fee'], array[100], 5, 5, now());
select results_eq('select t.cents, t.fares, t.last_minute from fares.day_totals t',
  $$ values (100::bigint, 7, timestamptz '2026-11-20 07:10+03') $$, 'are those of its minutes, whatever was given');
select finish(); rollback;

begin; select plan(2);
\ir ../fixtures/signed_in.psql
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.totals_until (until_on, horizon) values ('2026-11-20', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03'::timestamptz],
  array[99], array[3], array['fuel', 'sacco', 'fee'], array[90, 7, 2]);

select is(fares.stored_until('5'), '2026-11-20', 'totals count from the position at which they were complete');
select is(fares.stored_until('4'), '2000-01-01', 'and not before');
select finish(); rollback;

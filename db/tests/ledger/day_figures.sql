-- Closing figures from the entries, beside those of the day before. Changed: db/tests/concurrency/test_day_close.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into ledger.day_balances values ('2026-11-20', :fuel, 100, 30, 20, 110), ('2026-11-20', :trust, 0, 0, 110, -110);
select pg_temp.remember() \g /dev/null
select results_eq($$ select f.opening_cents, f.in_cents, f.out_cents, f.closing_cents
                       from ledger.day_figures('2026-11-21') f order by 1 desc $$,
  $$ values (110::bigint, 0::bigint, 0::bigint, 110::bigint), (-110, 0, 0, -110) $$,
  'a day without journals keeps the figures of the day before');
select is_empty('select * from ledger.day_figures(null)', 'nothing for nothing');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;

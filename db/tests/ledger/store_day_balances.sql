-- Closing figures, beside those of the day before. Whole days: db/tests/concurrency/test_day_close.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
insert into ledger.closed_days (business_on) values ('2026-11-20'), ('2026-11-21');
insert into ledger.day_balances values ('2026-11-20', :fuel, 100, 30, 20, 110), ('2026-11-20', :trust, 0, 0, 110, -110);
select is(ledger.store_day_balances('2026-11-21'), 2, 'a row for each sub_wallet that ever moved');
select results_eq($$ select b.opening_cents, b.in_cents, b.out_cents, b.closing_cents from ledger.day_balances b
                      where b.business_on = '2026-11-21' order by 1 desc $$,
  $$ values (110::bigint, 0::bigint, 0::bigint, 110::bigint), (-110, 0, 0, -110) $$,
  'a day without journals keeps the figures of the day before');
select throws_ok($$ select ledger.store_day_balances('2026-11-21') $$, '23505', null, 'once');
select finish(); rollback;

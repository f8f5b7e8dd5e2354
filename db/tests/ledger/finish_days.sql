-- Last seals and figures of closed days. With fares: db/tests/concurrency/test_day_close.py.
begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select is(ledger.finish_days(), 0, 'no day was closed');
insert into ledger.closed_days (business_on) values ('2026-11-20');
select is(ledger.finish_days(), 0, 'one that this transaction closed is not seen by all yet');
insert into ledger.closed_days (business_on, xact) values ('2026-11-21', '5');
insert into ledger.closing_marks (business_on, xact) values ('2026-11-21', '6');
select is(ledger.finish_days(), 1, 'one whose mark is settled is finished');
select is((select count(*)::int from ledger.seals s where s.closes_day and s.business_on = '2026-11-21'), 1,
  'with its last seal');
select ok((select bool_and(s.verified) from audit.seals s), 'which is verified');
select is(ledger.finish_days(), 0, 'once');
select finish(); rollback;

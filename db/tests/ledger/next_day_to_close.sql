-- Which day is closed next.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(ledger.next_day_to_close(), null, 'none in an empty ledger');
\ir ../fixtures/two_seals.psql
select is(ledger.next_day_to_close(), '2026-11-23', 'the first with a seal');
insert into ledger.closed_days (business_on) values ('2026-11-25');
select is(ledger.next_day_to_close(), '2026-11-26', 'then the one after the newest closed');
select finish(); rollback;

-- That a closed page never changes, whoever commits late, is tested in db/tests/races/test_ledger_pages.py.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(6);
select ledger.close_page() as page_id \gset
select is((select horizon from ledger.pages where page_id = :page_id), ledger.horizon(), 'a page closes at the present horizon');
select is(ledger.close_page(), null, 'while the horizon stands still there is no new page');
select is((select count(*)::int from ledger.pages), 1, 'so there is one');
select throws_ok(format('insert into ledger.pages (horizon) values (%L)', ledger.horizon()), '23505', null, 'two pages never end at the same place');
select throws_ok('delete from ledger.pages', 'LFA10', null, 'a page is never torn out');
select is(pg_temp.changed(), 'ledger.pages', 'nothing else changed');
select finish();
rollback;

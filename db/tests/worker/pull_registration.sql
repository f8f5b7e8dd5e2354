begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(worker.pull_registration('400222'), 'wanted', 'our PayBill is not registered');
select worker.note_pull_registered('400222') \g /dev/null
select is(worker.pull_registration('400222'), 'registered', 'now it is');
select is(worker.pull_registration('999999'), null, 'another PayBill');
select finish(); rollback;

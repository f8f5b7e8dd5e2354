begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(worker.note_pull_registered('400222'), '400222', 'the operator has taken the registration');
select is(worker.note_pull_registered('400222'), null, 'once');
select is(worker.note_pull_registered(null), null, 'nothing of nothing');
select finish(); rollback;

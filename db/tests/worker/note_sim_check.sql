begin; select plan(4);
\ir ../fixtures/money_out.psql
update payouts.sim_connector set seen_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 1000) as id \gset
select pg_temp.ref(:id) as ref \gset
select is(worker.note_sim_check(:'ref', 'asker', 'clean'), 'approved', 'one of two: it waits for the other');
select is(worker.note_sim_check(:'ref', 'receiver', 'clean'), 'queued', 'then it is sent');
select is(worker.note_sim_check(:'ref', 'receiver', 'clean'), 'queued', 'a second report changes nothing');
select is(worker.note_sim_check('nothing', 'receiver', 'clean'), null, 'no payout');
select finish(); rollback;

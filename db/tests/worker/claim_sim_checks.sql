begin; select plan(12);
\ir ../fixtures/money_out.psql
create function pg_temp.claimed(p_limit int default 10) returns text language sql as $$
  select string_agg(concat_ws(' ', c.whose, c.phone_sealed::text, c.hours), ', ' order by c.whose)
    from worker.claim_sim_checks(p_limit) c $$;
select pg_temp.open_payout(p_cents => 1000) as before \gset
select is(pg_temp.claimed(), null, 'nothing was noted before a worker could ask');
select cmp_ok((select seen_at from payouts.sim_connector), '>', clock_timestamp() - interval '1 minute',
  'from now on payouts wait for it');
select pg_temp.open_payout(p_cents => 1000) as id \gset
select is(pg_temp.claimed(), 'asker \x0a 168, receiver \x0a 168', 'the numbers of both, and a week');
select is(pg_temp.claimed(), null, 'each once');
update payouts.sim_checks set ask_after = now();
select is(pg_temp.claimed(1) is not null, true, 'a worker that vanished: asked again');
select is((select sum(tries) from payouts.sim_checks), 3::bigint, 'and counted');
update payouts.sim_checks set ask_after = now() + interval '3 days';
select is(pg_temp.claimed(1) is not null, true, 'no pause lasts three days: the clock was ahead when it began');
update payouts.sim_checks set ask_after = now(), waits_until = clock_timestamp();
select is(pg_temp.claimed(), null, 'not when the payout went on');
update payouts.sim_connector set seen_at = now() - interval '1 hour';
select is(pg_temp.claimed(0), null, 'none');
select is((select seen_at from payouts.sim_connector), now() - interval '1 hour', 'who takes none is no worker');
select is((select count(*) from payouts.sim_checks where state <> 'waiting'), 0::bigint, 'nothing is answered');
select pg_temp.claimed() \g /dev/null
select pg_temp.open_payout(p_cents => 1000) as back \gset
select payouts.cancel(:maker, :back) \g /dev/null
select is(pg_temp.claimed(), null, 'nor asked about what was taken back');
select finish(); rollback;

begin; select plan(7);
\ir ../fixtures/money_out.psql
select pg_temp.open_payout(p_cents => 1000) as id \gset
select is(payouts.sim_state(:id), 'not_checked', 'nobody could be asked');
insert into payouts.sim_checks (payout_id, whose, waits_until, days)
select :id, w, clock_timestamp() + interval '1 minute', 7 from unnest(array['receiver', 'asker']) w;
select is(payouts.sim_state(:id), 'waiting', 'asked');
update payouts.sim_checks set state = 'clean', answered_at = now() where whose = 'receiver';
select is(payouts.sim_state(:id), 'waiting', 'one answer of two');
update payouts.sim_checks set waits_until = now() where whose = 'asker';
select is(payouts.sim_state(:id), 'unknown', 'no answer in time');
update payouts.sim_checks set state = 'clean', answered_at = now() where whose = 'asker';
select is(payouts.sim_state(:id), 'clean', 'both answered');
update payouts.sim_checks set state = 'swapped' where whose = 'asker';
select is(payouts.sim_state(:id), 'swapped', 'the worst counts');
select is(payouts.sim_state(null), 'not_checked', 'no payout');
select finish(); rollback;

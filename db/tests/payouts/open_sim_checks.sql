begin; select plan(8);
\ir ../fixtures/money_out.psql
create function pg_temp.noted(p_id bigint) returns text language sql as $$
  select string_agg(whose, ' ' order by whose) from payouts.sim_checks where payout_id = p_id $$;
create function pg_temp.seen(p_ago interval) returns void language sql as $$
  update payouts.sim_connector set seen_at = clock_timestamp() - p_ago $$;
select pg_temp.open_payout(p_cents => 1000) as before \gset
select is(pg_temp.noted(:before), null, 'nobody can ask: nothing is noted');
select is(pg_temp.state(:before), 'queued', 'and nothing waits');
select pg_temp.seen('61 seconds');
select pg_temp.open_payout(p_cents => 1000) as stale \gset
select is(pg_temp.noted(:stale), null, 'a worker that was here a minute ago is gone');
select pg_temp.seen('59 seconds');
select pg_temp.open_payout(p_cents => 1000) as another \gset
select is(pg_temp.noted(:another), 'asker receiver', 'to another phone: whose it is, and who asked');
select is((select array_agg(distinct days) from payouts.sim_checks), array[7], 'within a week');
select pg_temp.open_payout(p_cents => 1000, p_phone_hash => sha256('maker')) as own \gset
select is(pg_temp.noted(:own), 'receiver', 'to the own phone: one question');
select pg_temp.open_payout(p_cents => 1000, p_channel => 'till') as till \gset
select is(pg_temp.noted(:till), 'asker', 'to a business: who asked, to whom the code went');
select is(payouts.open_sim_checks(p_payout => p), 0, 'noted once') from payouts.payouts p where payout_id = :till;
select finish(); rollback;

begin;
\ir ../fixtures/configured.psql
select plan(7);
create function pg_temp.act(p_who text, p_burst text, p_refill text default '1000', p_act text default 'form') returns text language sql as $$
  select ops.propose_limit(p_session => sha256(p_who::bytea), p_act => p_act, p_per => 'session', p_burst => p_burst, p_refill_ms => p_refill, p_reason => 'because') ->> 'outcome' $$;
select is(array[pg_temp.act('owner', '30'), pg_temp.act('finance', '30')], array['absent', 'absent'], 'who is no operator may not');
select is(pg_temp.act('ops', '30', '1000', 'dance'), 'absent', 'nor anybody what is not there');
select is(array[pg_temp.act('ops', '0'), pg_temp.act('ops', '1', '86400000'), pg_temp.act('ops', '30', '86400000')], array['bad_burst', 'bad_burst', 'bad_refill'],
  'a limit that would keep everybody from deciding about it is none');
select is(pg_temp.act('ops', '30'), 'proposed', 'an operator proposes');
select is((select value_after from security.config_changes), '{"burst": "30", "refill_ms": "1000"}', 'as typed');
select throws_ok($$ select pg_temp.act('nobody', '30') $$, 'LFA60', null, 'without a session there is nothing at all');
update security.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops', '40') $$, 'LFA86', null, 'nor with a second step of an hour ago');
select * from finish();
rollback;

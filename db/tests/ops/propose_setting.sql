begin;
\ir ../fixtures/configured.psql
select plan(7);
create function pg_temp.act(p_who text, p_setting text, p_value text default '4') returns text language sql as $$
  select ops.propose_setting(p_session => sha256(p_who::bytea), p_setting => p_setting, p_value => p_value, p_reason => 'because') ->> 'outcome' $$;
select is(pg_temp.act('owner', 'sign_in_tries'), 'absent', 'an owner may not');
select is(pg_temp.act('finance', 'sign_in_tries'), 'absent', 'nor whoever decides');
select is(pg_temp.act('ops', 'nothing'), 'absent', 'nor anybody what is not there');
select is(pg_temp.act('ops', 'sign_in_tries', '0'), 'bad_value', 'nobody can be shut out');
select is(pg_temp.act('ops', 'sign_in_tries'), 'proposed', 'an operator proposes');
select throws_ok($$ select pg_temp.act('nobody', 'sign_in_tries') $$, 'LFA60', null, 'without a session there is nothing at all');
update security.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops', 'code_tries') $$, 'LFA86', null, 'nor with a second step of an hour ago');
select * from finish();
rollback;

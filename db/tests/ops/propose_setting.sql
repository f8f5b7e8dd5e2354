begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.act(p_who text, p_setting text) returns text language sql as $$
  select ops.propose_setting(p_session => sha256(p_who::bytea), p_setting => p_setting, p_value => '4', p_reason => 'because') ->> 'outcome' $$;
select is(pg_temp.act('owner', 'sign_in_tries'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', 'nothing'), 'absent', 'nor anybody what is not there');
select is(pg_temp.act('ops', 'sign_in_tries'), 'proposed', 'an operator proposes');
select throws_ok($$ select pg_temp.act('nobody', 'sign_in_tries') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

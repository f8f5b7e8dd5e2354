begin;
\ir ../fixtures/signed_in.psql
select plan(5);
select pg_temp.sign_in('finance', 'finance', 'platform', null) \g /dev/null
create function pg_temp.act(p_who text, p_id text) returns text language sql as $$
  select ops.decide_setting(p_session => sha256(p_who::bytea), p_change_id => p_id, p_decision => 'approved') ->> 'outcome' $$;
select ops.propose_setting(p_session => sha256('ops'), p_setting => 'sign_in_tries', p_value => '4', p_reason => 'because') \g /dev/null
select change_id from security.setting_changes \gset
select is(pg_temp.act('ops', :'change_id'), 'absent', 'who proposes does not decide');
select is(pg_temp.act('finance', '99999999999999999999'), 'absent', 'nor anybody what is not there');
select is(pg_temp.act('finance', :'change_id'), 'approved', 'finance does');
select is(security.setting('sign_in_tries'), '4', 'and it is so');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

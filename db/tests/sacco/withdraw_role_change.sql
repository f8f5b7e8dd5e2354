begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(7);
create function pg_temp.act(p_who text, p_change text) returns text language sql as $$
  select sacco.withdraw_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) ->> 'outcome' $$;
select pg_temp.propose_crew('admin') ->> 'change_id' as change \gset
select is(array[pg_temp.act('treasurer', :'change'), pg_temp.act('foreign treasurer', :'change'),
  pg_temp.act('owner', :'change'), pg_temp.act('admin', '0')],
  array['absent', 'absent', 'absent', 'absent'],
    'who is no admin of this SACCO may not, nor anybody what is not there');
select pg_temp.propose('ops', 'auditor', 'crew', :vehicle_id) ->> 'change_id' as ours \gset
select is(pg_temp.act('admin', :'ours'), 'not_maker', 'nobody takes back what another proposed');
select is(pg_temp.act('admin', :'change'), 'withdrawn', 'their own they do');
select is(sacco.decide_role_change(p_session => sha256('treasurer'), p_change_id => :'change',
  p_decision => 'approved') ->> 'outcome', 'withdrawn', 'and then there is nothing to decide');
select pg_temp.propose_crew('admin', p_who => 'stranger typed') ->> 'change_id' as change, pg_temp.id('stranger typed')
  as typed \gset
select is(pg_temp.act('admin', :'change'), 'withdrawn', 'also for somebody nobody knew');
select is((select phone_sealed::text || phone_last3 from accounts.users where user_id = :typed), '\x000',
  'and of the number that was typed nothing is left');
select throws_ok(format($$ select pg_temp.act('nobody', %L) $$, :'change'), 'LFA60', null,
  'without a session there is nothing at all');
select finish();
rollback;

begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(8);
create function pg_temp.answer(p_who text, p_change text) returns text language sql as $$
  select sacco.decide_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change,
    p_decision => 'approved') ->> 'outcome' $$;
select pg_temp.propose_crew('admin') ->> 'change_id' as change,
       pg_temp.propose('ops', 'newcomer', 'sacco_admin', :sacco_id) ->> 'change_id' as official \gset
select is(pg_temp.answer('admin', :'change'), 'absent', 'the admin does not decide');
select is(pg_temp.answer('foreign treasurer', :'change'), 'absent', 'nor another SACCO''s treasurer');
select is(pg_temp.answer('treasurer', :'official'), 'absent', 'and an official is not theirs to make');
select is(pg_temp.answer('treasurer', :'change'), 'approved', 'the treasurer agrees');
select is(pg_temp.holds('newcomer'), 'crew', 'and now it is so');
select is(pg_temp.answer('treasurer',
  sacco.propose_revoke(p_session => sha256('admin'), p_grant_id => pg_temp.grant_of('treasurer')::text,
  p_reason => 'x') ->> 'change_id'),
  'absent', 'no proposal, no decision');
select pg_temp.propose_crew('admin', p_who => 'stranger typed') ->> 'change_id' as change, pg_temp.id('stranger typed')
  as typed \gset
select is(sacco.decide_role_change(p_session => sha256('treasurer'), p_change_id => :'change',
  p_decision => 'declined') ->> 'outcome', 'declined', 'or does not');
select is((select phone_sealed::text || phone_last3 from accounts.users where user_id = :typed), '\x000',
  'and of the number that was typed nothing is left');
select finish();
rollback;

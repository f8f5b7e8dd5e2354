begin; select plan(8);
\ir ../fixtures/sacco.psql
create function pg_temp.answer(p_who text, p_change text, p_decision text default 'approved',
  p_reason text default 'He is not known here') returns text language sql
  as $$ select sacco.decide_role_change(sha256(p_who::bytea), p_change, p_decision, p_reason) ->> 'outcome' $$;
select pg_temp.propose_crew('admin') ->> 'change_id' as change,
       pg_temp.propose('ops', 'newcomer', 'sacco_admin', :sacco_id) ->> 'change_id' as official \gset
select is(pg_temp.answer('admin', :'change'), 'absent', 'the admin does not decide');
select is(pg_temp.answer('foreign treasurer', :'change'), 'absent', 'nor does another SACCO''s treasurer');
select is(pg_temp.answer('treasurer', :'official'), 'absent', 'a treasurer does not decide about officials');
select is(pg_temp.answer('treasurer', '0'), 'absent', 'there is no such proposal');
select is(pg_temp.answer('treasurer', :'change'), 'approved', 'the treasurer approves');
select is(pg_temp.holds('newcomer'), 'crew', 'the role is granted');
select pg_temp.propose_crew('admin', p_who => 'typed') ->> 'change_id' as change, pg_temp.id('typed') as typed \gset
select is(array[pg_temp.answer('treasurer', :'change', 'declined', 'no'),
  pg_temp.answer('treasurer', :'change', 'declined')], '{no_real_reason,declined}',
  'the treasurer declines, and says why');
select is((select phone_sealed::text || phone_last3 from accounts.users where user_id = :typed), '\x000',
  'the typed number is erased');
select finish(); rollback;

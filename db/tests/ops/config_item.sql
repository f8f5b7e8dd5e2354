begin;
\ir ../fixtures/configured.psql
select plan(7);
create function pg_temp.ask(p_who text, p_subject text default 'sign_in_tries', p_kind text default 'setting') returns jsonb language sql as $$
  select ops.config_item(p_session => sha256(p_who::bytea), p_kind => p_kind, p_subject => p_subject) $$;
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not look');
select is(array[pg_temp.ask('ops', 'nothing') ->> 'outcome', pg_temp.ask('ops', null) ->> 'outcome', pg_temp.ask('ops', 'sim', 'pilot') ->> 'outcome'],
  array['absent', 'absent', 'absent'], 'there is no such thing');
select is(pg_temp.trace(), 4::bigint, 'asking leaves a trace');
update security.settings set value = '4' where setting = 'sign_in_tries';
select is(pg_temp.ask('auditor') #>> '{item,value,value}', '4', 'what it is');
select is(pg_temp.ask('ops') #>> '{history,0,before,value}', '5', 'and what it was before');
select is(pg_temp.ask('ops', 'form,session', 'limit') #>> '{item,least}', '15', 'of a limit how far it can be moved');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

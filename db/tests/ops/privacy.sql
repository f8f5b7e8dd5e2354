begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.ask(p_who text) returns jsonb language sql
  as $$ select ops.privacy(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not look');
select is(jsonb_array_length(pg_temp.ask('ops') -> 'periods'), (select count(*)::int from privacy.retention_periods),
  'an operator sees every period');
select privacy.erase_phone(p_phone_hash => sha256('owner?'), p_by => 'user:1', p_reason => 'nobody there') \g /dev/null
insert into privacy.erasures (erased_by, reason, removed) values ('user:1', 'asked by letter', '{}');
select is(pg_temp.ask('ops') #>> '{erasures,0,reason}', 'asked by letter', 'and who was forgotten, without saying who');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

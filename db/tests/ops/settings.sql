begin;
\ir ../fixtures/signed_in.psql
select plan(5);
create function pg_temp.ask(p_who text) returns jsonb language sql as $$ select ops.settings(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not look');
update security.settings set value = '4' where setting = 'sign_in_tries';
select is(jsonb_array_length(pg_temp.ask('ops') -> 'settings'), (select count(*)::int from security.settings), 'an operator sees all');
select is(pg_temp.ask('ops') #>> '{history,0,before}', '5', 'and what it was before');
select is(pg_temp.ask('ops') ->> 'proposes', 'true', 'and may propose');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

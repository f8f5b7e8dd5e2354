begin;
\ir ../fixtures/signed_in.psql
select plan(5);
create function pg_temp.ask(p_who text) returns jsonb language sql as $$ select ops.privacy(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not look');
select is(jsonb_array_length(pg_temp.ask('ops') -> 'periods'), (select count(*)::int from security.retention_periods), 'an operator sees every period');
select security.erase_phone(p_phone_hash => sha256('owner?'), p_by => 'user:1', p_reason => 'nobody there') \g /dev/null
insert into security.erasures (erased_by, reason, removed) values ('user:1', 'asked by letter', '{}');
select is(pg_temp.ask('ops') #>> '{erasures,0,reason}', 'asked by letter', 'and who was forgotten, without saying who');
insert into security.crew_pins (user_id, key_id, salt, verifier) select user_id, 'lookup:' || (row_number() over () > 1), '\x000102030405060708090a0b0c0d0e0f', sha256('v') from security.users;
select is((select array_agg(c ->> 'crews' order by c ->> 'crews') from jsonb_array_elements(pg_temp.ask('ops') -> 'crew_numbers') c), array['1', '2'], 'and how many crews'' numbers stand under which key');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;

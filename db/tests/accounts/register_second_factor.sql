begin;
set constraints all immediate;
select plan(4);
\ir ../fixtures/signed_in.psql
select user_id as ops_id from accounts.sessions where session_hash = sha256('ops') \gset
insert into accounts.recovery_codes (user_id, code_hash) values (:ops_id, sha256('paper'));

select lives_ok(format('select accounts.register_second_factor(p_user_id => %s, p_secret_sealed => %L)', :ops_id,
  '\x02'), 'one is set up');
select isnt((select confirmed_at from accounts.second_factors where user_id = :ops_id), null, 'and counts at once');
select accounts.register_second_factor(p_user_id => :ops_id, p_secret_sealed => '\x03');
select is((select secret_sealed from accounts.second_factors where user_id = :ops_id), '\x03'::bytea,
  'the newest secret counts');
select is((select count(*) from accounts.recovery_codes), 0::bigint, 'recovery codes of an earlier one end');
select finish();
rollback;

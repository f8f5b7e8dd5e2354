begin; select plan(4);
\ir ../fixtures/signed_in.psql
insert into accounts.recovery_codes (user_id, code_hash) values (pg_temp.id('ops'), sha256('paper'));
select lives_ok($$ select accounts.register_second_factor(p_user_id => pg_temp.id('ops'), p_secret_sealed => '\x02') $$,
  'a second factor is registered');
select isnt((select confirmed_at from accounts.second_factors where user_id = pg_temp.id('ops')), null,
  'it is confirmed at once');
select accounts.register_second_factor(p_user_id => pg_temp.id('ops'), p_secret_sealed => '\x03');
select is((select secret_sealed from accounts.second_factors where user_id = pg_temp.id('ops')), '\x03'::bytea,
  'the newest secret counts');
select is((select count(*) from accounts.recovery_codes), 0::bigint, 'recovery codes of an earlier one are deleted');
select finish(); rollback;

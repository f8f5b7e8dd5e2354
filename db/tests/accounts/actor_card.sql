begin; select plan(3);
\ir ../fixtures/signed_in.psql
select is(accounts.actor_card(p_actor => 'user:' || pg_temp.id('ops')) - 'name_sealed',
  jsonb_build_object('actor', 'user:' || pg_temp.id('ops'), 'user_id', pg_temp.id('ops'), 'last3', '126'),
  'a person is named by three digits');
select is(accounts.actor_card(p_actor => 'system'), '{"actor": "system"}', 'anybody else by the word');
select is(accounts.actor_card(p_actor => null), null, 'nobody by nothing');
select finish(); rollback;

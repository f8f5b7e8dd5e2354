begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
-- What a message may hold, whoever writes it.
create function pg_temp.kept(p_outcome text, p_sha bytea, p_payer bytea default null, p_fields jsonb default null)
returns void language sql as $$
  insert into mobile_money.mpesa_callbacks (kind, outcome, body_sha256, payer_hash, fields, next_attempt_at)
  values ('stk_result', p_outcome, p_sha, p_payer, p_fields, case when p_fields is not null then now() end) $$;
select throws_ok(format('select pg_temp.kept(%s)', t.call), '23514', 'new row for relation "mpesa_callbacks" violates '
  'check constraint "mpesa_callbacks_' || t.fault || '"', t.fault) from (values
  ('''lost'', sha256(''a'')', 'outcome_is_known'), ('''failed'', ''\x01''', 'sha256_is_whole'),
  ('''failed'', sha256(''a''), ''\x01''', 'payer_is_a_hash'), ('''pending'', sha256(''a'')', 'pending_is_retried'),
  ('''failed'', sha256(''a''), null, ''{}''', 'pending_is_retried')) t(call, fault);
select lives_ok($$ select pg_temp.kept('pending', sha256('a'), sha256('b'), '{}') $$, 'a whole one is kept');
select finish(); rollback;

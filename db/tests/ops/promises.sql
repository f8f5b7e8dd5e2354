begin; select plan(2);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text) returns jsonb language sql as $$
  select ops.promises(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.page('finance') ->> 'open', 'false', 'M-Pesa''s messages come');
select is(pg_temp.page('admin'), '{"outcome": "absent"}', 'a SACCO has its own page');
select finish(); rollback;

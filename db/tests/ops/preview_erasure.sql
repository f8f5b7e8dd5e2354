begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_by text, p_phone text) returns jsonb language sql
  as $$ select ops.preview_erasure(p_session => sha256(p_by::bytea), p_phone_hash => sha256(p_phone::bytea)) $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.page('ops', 'rider') -> 'blockers', '[]', 'a passenger can be erased');
select is(pg_temp.page('ops', 'phone of owner') -> 'blockers', '["holds_role"]', 'a person with a role can''t');
select is(pg_temp.page('owner', 'rider') ->> 'outcome', 'absent', 'an owner has no such page');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select is(pg_temp.page('ops', 'rider') -> 'needs_code', 'true', 'an hour after the second factor a code is asked for');
select finish(); rollback;

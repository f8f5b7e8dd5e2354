begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.told(p_by text, p_phone text) returns jsonb language sql
  as $$ select ops.preview_erasure(p_session => sha256(p_by::bytea), p_phone_hash => sha256(p_phone::bytea)) $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.told('ops', 'rider') -> 'blockers', '[]', 'who is only known can be forgotten');
select is(pg_temp.told('ops', 'phone of owner') -> 'blockers', '["holds_role"]', 'who works with us not yet');
select is(pg_temp.told('owner', 'rider') ->> 'outcome', 'absent', 'an owner does not look');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select is(pg_temp.told('ops', 'rider') -> 'code', 'true', 'an hour after the second step a code is asked for');
select finish();
rollback;

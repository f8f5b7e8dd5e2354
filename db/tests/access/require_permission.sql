begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.ask(p_who text, p_function text, p_scope_ids bigint[] default null) returns text
  language plpgsql as $$ begin
  perform access.require_permission(p_session => sha256(p_who::bytea), p_function => p_function,
    p_scope_ids => p_scope_ids);
  return 'may';
exception when sqlstate 'LFA61' then return 'may not';
end $$;
select is(pg_temp.ask('ops', 'ops.propose_grant'), 'may', 'with the role one may');
select is(pg_temp.ask('finance', 'ops.propose_grant'), 'may not', 'with another one may not');
select is(pg_temp.ask('nobody', 'ops.propose_grant'), 'may not', 'nor without a session');
select is(pg_temp.ask('owner', 'owners.home', array[:owner_id]), 'may', 'within one''s scope');
select is(pg_temp.ask('owner', 'owners.home', array[:owner_id, :stranger_id]), 'may not', 'not outside it');
select is(pg_temp.ask(null, null), 'may not', 'given nothing, nobody may');
update accounts.sessions set revoked_at = clock_timestamp() where session_hash = sha256('ops2');
select is(pg_temp.ask('ops2', 'ops.propose_grant'), 'may not', 'after the session''s end one may not');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('ops');
select is(pg_temp.ask('ops', 'ops.propose_grant'), 'may not', 'nor after the role''s');
select finish(); rollback;

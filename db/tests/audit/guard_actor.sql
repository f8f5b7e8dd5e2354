-- What the owner writes by hand stands as it was written. What others can't: db/tests/house/test_actors.py.
begin;
set constraints all immediate;
select plan(3);
create function pg_temp.written(p_actor text, p_role text) returns text language sql as $$
  insert into audit.change_log (actor, role, action, subject) values (p_actor, p_role, 'export_day', 'x') returning actor $$;
select is(pg_temp.written('demo', session_user), 'demo', 'by hand, under any name');
select is(pg_temp.written(session_user, session_user), session_user::text, 'or under the role''s');
select throws_ok('insert into security.actor_keys (secret) values (sha256(''second''))', '23505', null, 'there is one secret');
select finish();
rollback;

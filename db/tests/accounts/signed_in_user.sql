begin; select plan(16);
\ir ../fixtures/person.psql
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);
select is(accounts.signed_in_user(p_session => sha256('one')), pg_temp.person(), 'an open session has its person');
select is(current_setting('lipa.actor'), 'user:' || pg_temp.person(), 'who is the actor in the audit log');
update accounts.sessions set last_seen_at = now() - interval '2 minutes', idle_expires_at = now() + interval '1 minute';
select accounts.signed_in_user(p_session => sha256('one'));
select ok((select idle_expires_at > now() + interval '50 minutes' from accounts.sessions), 'a request moves that end');
-- What the call answers after a change, which stays when the session is still accepted.
create function pg_temp.after(p_change text) returns text language plpgsql as $$
begin
  execute p_change;
  return case accounts.signed_in_user(p_session => sha256('one')) when pg_temp.person() then 'open' end;
exception when sqlstate 'LFA60' or sqlstate 'LFA85' then return sqlstate;
end $$;
select is(pg_temp.after(c.change), 'LFA60', c.what) from (values ('delete from accounts.sessions',
  'an unknown session is refused'), ($$ update accounts.sessions set idle_expires_at = now() - interval '1 second' $$,
  'an idle session is refused'), ($$ update accounts.sessions set expires_at = now() - interval '1 second' $$,
  'an expired session is refused'), ('update accounts.sessions set revoked_at = now()', 'an ended session is refused'),
  ('update accounts.users set disabled_at = now()', 'a disabled person is refused')) as c(change, what);
select is((select array_agg(role order by role) from access.roles where second_factor = 'due'),
  array['finance', 'ops', 'sacco_admin', 'sacco_treasurer'], 'four roles demand a second factor');
insert into access.role_grants (user_id, role, scope_kind) values (pg_temp.person(), 'ops', 'platform');
select is(pg_temp.after('select 1'), 'LFA85', 'a person with such a role is refused without it');
update access.role_grants set valid_from = now() - interval '2 days', valid_to = now() - interval '1 day';
select is(pg_temp.after('select 1'), 'open', 'not when the role has ended');
update access.role_grants set valid_to = now() + interval '1 day';
select is(pg_temp.after('select 1'), 'LFA85', 'a role that will end demands it until then');
update access.role_grants set valid_from = now() + interval '1 day', valid_to = null;
select is(pg_temp.after('select 1'), 'open', 'nor before it begins');
insert into accounts.second_factors (user_id, secret_sealed) values (pg_temp.person(), '\x01');
select is(pg_temp.after('select 1'), 'open', 'an app that is not confirmed demands nothing');
update accounts.second_factors set confirmed_at = now();
select is(pg_temp.after('select 1'), 'LFA85', 'a confirmed app demands it without a role, too');
update accounts.sessions set proved_at = now();
select is(pg_temp.after('select 1'), 'open', 'after the second factor the session is accepted');
select finish(); rollback;

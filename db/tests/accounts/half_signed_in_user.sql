begin; select plan(7);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
select is(accounts.half_signed_in_user(sha256('ops')), pg_temp.id('ops'), 'a session by password has its person');
select is(current_setting('lipa.actor'), 'user:' || pg_temp.id('ops'), 'who is the actor in the audit log');
create function pg_temp.after(p_change text) returns text language plpgsql as $$
begin
  execute p_change;
  return accounts.half_signed_in_user(p_session => sha256('ops'))::text;
exception when sqlstate 'LFA60' then return sqlstate;
end $$;
select is(pg_temp.after(c.change), 'LFA60', c.what)
  from (values ('delete from accounts.sessions', 'an unknown session is refused'),
    ('update accounts.sessions set expires_at = now()', 'an expired session is refused'),
    ('update accounts.sessions set idle_expires_at = now()', 'an idle session is refused'),
    ('update accounts.users set disabled_at = now()', 'a disabled person is not asked for a second factor'),
    ('update accounts.sessions set revoked_at = now()', 'an ended session is refused')) as c(change, what);
select finish(); rollback;

begin;
\ir ../fixtures/joined.psql
select plan(6);
create function pg_temp.after(p_one text, p_with text, p_grant text default null) returns boolean language sql as $$
  select security.decides_after(p_joined_person => pg_temp.id(p_one), p_joined_with => pg_temp.id(p_with), p_revoked_grant => pg_temp.grant_of(p_grant)) $$;
select is(pg_temp.after('finance2', 'finance'), true, 'two finance officers in one: two who decide are left with the operators');
update security.role_grants set valid_to = clock_timestamp() where user_id in (pg_temp.id('ops2'), pg_temp.id('finance2'));
select is(pg_temp.after('finance', 'ops'), false, 'the only one who proposes and the only one who decides are not to be one');
select is(pg_temp.after('auditor', 'ops'), true, 'others may');
select is(pg_temp.after(null, null, 'finance'), false, 'nor is the only grant to go that decides');
select is(pg_temp.after(null, null, 'auditor'), true, 'another one may');
update security.users set disabled_at = now() where user_id = pg_temp.id('finance');
select is(pg_temp.after('finance', 'ops'), true, 'where nobody decides nothing is lost');
select finish();
rollback;

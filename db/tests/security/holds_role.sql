begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.holds(p_who text, p_role text) returns boolean language sql as $$
  select security.holds_role(p_user_id => u.user_id, p_role => p_role) from security.users u
   where u.phone_hash = sha256(('phone of ' || p_who)::bytea) $$;
select ok(pg_temp.holds('ops', 'ops'), 'an operator is one');
select ok(not pg_temp.holds('ops', 'finance'), 'and nothing else');
select ok(not pg_temp.holds('owner', 'owner'), 'a role within one owner''s scope is not one for the platform');
update security.role_grants set valid_to = clock_timestamp() where role = 'ops';
select ok(not pg_temp.holds('ops', 'ops'), 'what was revoked is gone at once');
select finish();
rollback;

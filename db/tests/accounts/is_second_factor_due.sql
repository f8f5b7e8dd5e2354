begin;
set constraints all immediate;
select plan(7);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
create function pg_temp.due() returns boolean language sql
  as $$ select accounts.is_second_factor_due(p_user_id => pg_temp.person()) $$;

select is(pg_temp.due(), false, 'somebody without a role comes in by password');
select is((select array_agg(role order by role) from access.roles where second_factor = 'due'),
  array['finance', 'ops', 'sacco_admin', 'sacco_treasurer'], 'four roles ask for a second step');
insert into access.role_grants (user_id, role, scope_kind) values (pg_temp.person(), 'ops', 'platform');
select is(pg_temp.due(), true, 'an operator needs it');
update access.role_grants set valid_from = now() - interval '2 days', valid_to = now() - interval '1 day' where user_id
  = pg_temp.person();
select is(pg_temp.due(), false, 'not when that role has ended');
update access.role_grants set valid_from = now() + interval '1 day', valid_to = null where user_id = pg_temp.person();
select is(pg_temp.due(), false, 'nor before it begins');
insert into accounts.second_factors (user_id, secret_sealed) values (pg_temp.person(), '\x01');
select is(pg_temp.due(), false, 'a secret that was only shown asks for nothing');
update accounts.second_factors set confirmed_at = now();
select is(pg_temp.due(), true, 'whoever set one up needs it, whatever the role');
select finish();
rollback;

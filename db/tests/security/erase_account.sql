begin;
set constraints all immediate;
select plan(4);
insert into security.users (phone_hash, phone_sealed, phone_last3, name_sealed, password_salt, password_params, password_verifier)
values (sha256('a'), '\x01', '126', '\x02', '\x03', 'm=1', '\x04') returning user_id \gset
select security.open_session(p_user_id => :user_id, p_session => sha256('s'), p_previous => null);
update security.users set disabled_at = now(), disabled_by = :user_id, disabled_why = 'Kamau alipiga simu' where user_id = :user_id;
select security.erase_account(p_phone_hash => sha256('a'));
select results_eq($$ select phone_sealed, phone_last3, name_sealed, password_verifier, disabled_at is not null, disabled_why from security.users where phone_hash = sha256('a') $$,
  $$ values (''::bytea, '000', null::bytea, null::bytea, true, null::text) $$, 'nothing in it says who it was, and nobody signs in with it');
select is((select count(*) from security.sessions where user_id = :user_id), 0::bigint, 'its sessions are gone');
select lives_ok($$ select security.erase_account(p_phone_hash => sha256('nobody')) $$, 'without an account there is nothing to do');
select set_eq(
  $$ select c.conrelid::regclass::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'security.users'::regclass and a.attname = 'user_id' $$,
  array['security.sessions', 'security.second_steps', 'security.recovery_codes', 'security.one_time_codes', 'security.devices', 'security.crew_pins', 'security.trip_links', 'security.crew_sims',
        'security.role_grants', 'security.role_changes', 'security.duties'],
  'whatever belongs to an account is erased with it, but for roles and duties, which say nothing of who it was: a new table is decided on here');
select * from finish();
rollback;

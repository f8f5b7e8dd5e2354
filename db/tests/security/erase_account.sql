begin;
set constraints all immediate;
select plan(6);
insert into security.users (phone_hash, phone_sealed, phone_last3, name_sealed, password_salt, password_params, password_verifier)
values (sha256('a'), '\x01', '126', '\x02', '\x03', 'm=1', '\x04') returning user_id \gset
select security.open_session(p_user_id => :user_id, p_session => sha256('s'), p_previous => null);
update security.users set disabled_at = now(), disabled_by = :user_id, disabled_why = 'Kamau alipiga simu' where user_id = :user_id;
insert into security.users (phone_hash, phone_sealed, phone_last3) values (sha256('b'), '\x01', '127'), (sha256('c'), '\x01', '128');
select u.user_id as other from security.users u where u.phone_hash = sha256('b') \gset
select u.user_id as maker from security.users u where u.phone_hash = sha256('c') \gset
update security.users set same_person_as = :user_id where user_id = :other;
select security.propose_enable(p_made_by => :maker, p_user_id => :user_id, p_reason => 'sababu'),
       security.propose_join(p_made_by => :maker, p_act => 'separate', p_user_id => :other, p_other => :user_id, p_reason => 'sababu') \g /dev/null
select security.erase_account(p_phone_hash => sha256('a'));
select is((select string_agg(state, ' ') from security.role_changes), 'withdrawn withdrawn', 'what waited about it is withdrawn, also where it was the second');
select is((select same_person_as from security.users where user_id = :other), :user_id::bigint, 'whose person it was stays, for the duties that count by person');
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

begin; select plan(11);
\ir ../fixtures/sacco.psql
create function pg_temp.forget(p_who text) returns boolean language sql
  as $$ select access.forget_proposed(p_user_id => pg_temp.id(p_who)) $$;
select pg_temp.type_person('typed') as typed \gset
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('phone of typed'), '\x01', '126');
select is(pg_temp.forget('newcomer'), false, 'a person whom staff registered stays');
select is(pg_temp.forget('conductor'), false, 'a person with a role stays');
select pg_temp.propose('ops', 'typed', 'crew', :vehicle_id) as change \gset
select is(pg_temp.forget('typed'), false, 'a person with an open proposal stays');
update access.role_changes set state = 'declined', decision_reason = 'not known here',
  decided_by = pg_temp.id('finance'), decided_at = now() where user_id = :typed;
update accounts.users set disabled_at = now() where user_id = :typed;
select is(pg_temp.forget('typed'), false, 'a disabled person stays disabled');
update accounts.users set disabled_at = null, password_salt = '\x01', password_params = 'm=1',
  password_verifier = '\x01' where user_id = :typed;
select is(pg_temp.forget('typed'), false, 'a person with a password stays');
update accounts.users set password_salt = null, password_params = null, password_verifier = null where user_id = :typed;
select is(pg_temp.forget('typed'), true, 'a person with nothing but a typed number is erased');
select results_eq(format($$ select phone_sealed, phone_last3, name_sealed, introduced_in, disabled_at is not null,
  phone_hash = sha256('phone of typed') from accounts.users where user_id = %s $$, :typed), $$ values (''::bytea, '000',
  null::bytea, null::bigint, true, false) $$, 'number and name are gone, and the number no longer finds the row');
select is((select count(*) from privacy.phones where phone_hash = sha256('phone of typed')), 1::bigint,
  'what the phone''s owner did as a passenger stays');
select is((select action from audit.change_log where subject = 'accounts.users:' || :typed
  order by change_id desc limit 1), 'forget_proposed', 'the audit log records it');
select is(access.forget_proposed(p_user_id => :typed), false, 'a second call changes nothing');
select cmp_ok(pg_temp.type_person('typed'), '>', :typed::bigint, 'the same number typed later is a new person');
select finish(); rollback;

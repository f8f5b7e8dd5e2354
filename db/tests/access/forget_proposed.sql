begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(11);
create function pg_temp.typed(p_who text) returns bigint language sql as $$
  select accounts.ensure_user(p_phone_hash => sha256(('phone of ' || p_who)::bytea), p_phone_sealed => '\x01',
    p_last3 => '126', p_name_sealed => '\x02',
    p_sacco_id => (select sacco_id from fleet.saccos where name = 'Test Line')) $$;
create function pg_temp.forgotten(p_who text) returns boolean language sql
  as $$ select access.forget_proposed(p_user_id => pg_temp.id(p_who)) $$;
select pg_temp.typed('typed') as typed \gset
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('phone of typed'), '\x01', '126');
select is(pg_temp.forgotten('newcomer'), false, 'whom we wrote down ourselves stays');
select is(pg_temp.forgotten('conductor'), false, 'and so does who holds a role');
select pg_temp.propose('ops', 'typed', 'crew', :vehicle_id) as change \gset
select is(pg_temp.forgotten('typed'), false, 'who is still proposed stays');
update access.role_changes set state = 'declined', decided_by = pg_temp.id('finance'), decided_at = now() where user_id
  = :typed;
update accounts.users set disabled_at = now() where user_id = :typed;
select is(pg_temp.forgotten('typed'), false, 'who was shut out stays shut out');
update accounts.users set disabled_at = null, password_salt = '\x01', password_params = 'm=1', password_verifier
  = '\x01' where user_id = :typed;
select is(pg_temp.forgotten('typed'), false, 'who chose a password is somebody');
update accounts.users set password_salt = null, password_params = null, password_verifier = null where user_id = :typed;
select is(pg_temp.forgotten('typed'), true, 'of whom there is nothing but a number that was typed');
select results_eq(format($$ select phone_sealed, phone_last3, name_sealed, introduced_in, disabled_at is not null,
  phone_hash = sha256('phone of typed') from accounts.users where user_id = %s $$, :typed),
  $$ values (''::bytea, '000', null::bytea, null::bigint, true, false) $$,
    'nothing is left, not even the way from the number to the row');
select is((select count(*) from privacy.phones where phone_hash = sha256('phone of typed')), 1::bigint,
  'what the phone''s owner did as a passenger is none of a SACCO''s');
select is((select action from audit.change_log where subject = 'accounts.users:' || :typed
  order by change_id desc limit 1), 'forget_proposed', 'and the audit log tells it');
select is(access.forget_proposed(p_user_id => :typed), false, 'again there is nothing to forget');
select cmp_ok(pg_temp.typed('typed'), '>', :typed::bigint,
  'and whoever is typed with that number later is somebody new');
select finish();
rollback;

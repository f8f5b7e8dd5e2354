begin; select plan(11);
\ir ../fixtures/officials.psql
create function pg_temp.withdraw(p_by text, p_change jsonb) returns text language sql as $$
  select access.withdraw_role_change(pg_temp.id(p_by), (p_change ->> 'change_id')::bigint) $$;
select pg_temp.propose('ops', 'newcomer') as change \gset
select is(pg_temp.withdraw('ops2', :'change'), 'not_maker', 'nobody withdraws another person''s proposal');
select is(pg_temp.withdraw('newcomer', :'change'), 'not_maker', 'nor does whom it concerns');
select is(pg_temp.withdraw('ops', '{"change_id": 0}'), 'gone', 'there is no such proposal');
select is(pg_temp.withdraw('ops', :'change'), 'withdrawn', 'the maker withdraws');
select is(pg_temp.withdraw('ops', :'change'), 'withdrawn', 'a second call changes nothing');
select is(pg_temp.decide('finance', :'change'), 'withdrawn', 'a withdrawn proposal is not decided');
select is(pg_temp.holds('newcomer'), null, 'it grants nothing');
select pg_temp.propose('ops', 'newcomer') as second \gset
select is(pg_temp.decide('finance', :'second'), 'approved', 'another can be proposed and approved');
select is(pg_temp.withdraw('ops', :'second'), 'approved', 'a decision stays');
select is(pg_temp.changed(),
  'access.four_eyes_records access.role_changes access.role_grants audit.change_log messaging.outbox',
  'nothing else changed');
select pg_temp.type_person('typed') as typed \gset
select pg_temp.withdraw('ops', pg_temp.propose('ops', 'typed', 'crew', :vehicle_id)) \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '000', 'it erases a typed person');
select finish(); rollback;

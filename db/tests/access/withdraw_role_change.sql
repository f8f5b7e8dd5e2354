begin;
\ir ../fixtures/officials.psql
select plan(11);
create function pg_temp.withdraw(p_by text, p_change jsonb) returns text language sql as $$
  select access.withdraw_role_change(p_user_id => pg_temp.id(p_by),
    p_change_id => (p_change ->> 'change_id')::bigint) $$;
select pg_temp.propose('ops', 'newcomer') as change \gset
select is(pg_temp.withdraw('ops2', :'change'), 'not_maker', 'nobody takes back what another proposed');
select is(pg_temp.withdraw('newcomer', :'change'), 'not_maker', 'nor does whom it is about');
select is(pg_temp.withdraw('ops', '{"change_id": 0}'), 'gone', 'no such proposal');
select is(pg_temp.withdraw('ops', :'change'), 'withdrawn', 'the maker does');
select is(pg_temp.withdraw('ops', :'change'), 'withdrawn', 'and again it is so');
select is(pg_temp.decide('finance', :'change'), 'withdrawn', 'what was withdrawn is not decided');
select is(pg_temp.holds('newcomer'), null, 'and gives nothing');
select pg_temp.propose('ops', 'newcomer') as again \gset
select is(pg_temp.decide('finance', :'again'), 'approved', 'the way is free for another');
select is(pg_temp.withdraw('ops', :'again'), 'approved', 'what was decided stays decided');
select is(pg_temp.changed(), 'audit.change_log access.four_eyes_records access.role_changes access.role_grants',
  'nothing else changed');
select accounts.ensure_user(p_phone_hash => sha256('phone of typed'), p_phone_sealed => '\x01', p_last3 => '128',
  p_name_sealed => null,
                            p_sacco_id => (select min(sacco_id) from fleet.saccos)) as typed \gset
select pg_temp.propose('ops', 'typed', 'crew', (select min(vehicle_id) from fleet.vehicles)) as second \gset
select pg_temp.withdraw('ops', :'second') \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '000',
  'who was only typed is forgotten with it');
select * from finish();
rollback;

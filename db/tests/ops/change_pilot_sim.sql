begin;
\ir ../fixtures/configured.psql
select plan(11);
create function pg_temp.act(p_who text, p_hash bytea default sha256('1'), p_reason text default 'because',
  p_listed text default 'yes') returns text language sql as $$
  select ops.change_pilot_sim(p_session => sha256(p_who::bytea), p_phone_hash => p_hash, p_phone_sealed => '\x5ea1',
    p_last3 => '126', p_listed => p_listed, p_reason => p_reason) ->> 'outcome' $$;
select is(array[pg_temp.act('owner'), pg_temp.act('finance')], array['absent', 'absent'],
  'who is no staff of ops may not');
select is(pg_temp.act('ops', sha256('1'), ''), 'no_reason', 'a reason is needed');
select is((select count(*) from privacy.phones), 0::bigint, 'a phone is not kept for nothing');
select is(pg_temp.act('ops'), 'changed', 'a SIM enters');
select is((select phone_last3 from privacy.phones), '126', 'and the phone is known');
select is(array[fleet.pilot_state(:vehicle_id, sha256('1'), clock_timestamp()),
  fleet.pilot_state(:vehicle_id, sha256('2'), clock_timestamp())], array['open', 'not_in_pilot'],
  'this SIM may and others may not');
select is(array[pg_temp.act('ops'), pg_temp.act('ops', sha256('1'), 'because', 'perhaps'),
  pg_temp.act('ops', sha256('2'), 'because', 'no')],
  array['same', 'bad_listed', 'same'], 'in or out, and only who is in leaves');
select is(pg_temp.act('ops', sha256('1'), 'because', 'no'), 'changed', 'the last one leaves');
select is(fleet.pilot_state(:vehicle_id, sha256('2'), clock_timestamp()), 'open', 'and all are in');
select throws_ok($$ select pg_temp.act('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops') $$, 'LFA86', null, 'nor with a second factor of an hour ago');
select * from finish();
rollback;

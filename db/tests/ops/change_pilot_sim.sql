begin; select plan(10);
\ir ../fixtures/configured.psql
create function pg_temp.act(p_who text, p_sim text default '1', p_reason text default 'because',
  p_listed text default 'yes') returns text language sql as $$
  select ops.change_pilot_sim(p_session => sha256(p_who::bytea), p_phone_hash => sha256(p_sim::bytea),
    p_phone_sealed => '\x5ea1', p_last3 => '126', p_listed => p_listed, p_reason => p_reason) ->> 'outcome' $$;
select is(array[pg_temp.act('owner'), pg_temp.act('finance')], array['absent', 'absent'], 'only operations change it');
select is(pg_temp.act('ops', p_reason => ''), 'no_reason', 'a change needs a reason');
select is((select count(*) from privacy.phones), 0::bigint, 'a refused phone is not stored');
select is(pg_temp.act('ops'), 'changed', 'a SIM enters the pilot');
select is((select phone_last3 from privacy.phones), '126', 'its phone is stored');
select is(array[fleet.pilot_state(:vehicle_id, sha256('1'), clock_timestamp()), fleet.pilot_state(:vehicle_id,
  sha256('2'), clock_timestamp())], array['open', 'not_in_pilot'], 'only this SIM may pay');
select is(array[pg_temp.act('ops'), pg_temp.act('ops', p_listed => 'perhaps'), pg_temp.act('ops', '2',
  p_listed => 'no')], array['same', 'bad_listed', 'same'], 'a SIM enters once, and only a SIM in the pilot leaves');
select is(pg_temp.act('ops', p_listed => 'no'), 'changed', 'the last SIM leaves');
select is(fleet.pilot_state(:vehicle_id, sha256('2'), clock_timestamp()), 'open', 'everybody may pay again');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops') $$, 'LFA86', null, 'an hour later re-authentication is needed');
select finish(); rollback;

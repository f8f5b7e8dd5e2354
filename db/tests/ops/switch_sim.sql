begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.switch(p_who text) returns text language sql as $$
  select ops.switch_sim(p_session => sha256(p_who::bytea), p_phone_hash => sha256('sim'), p_phone_sealed => '\x01',
    p_last3 => '126') ->> 'outcome' $$;
select is(pg_temp.switch('auditor'), 'absent', 'auditors only look');
select is(pg_temp.switch('ops'), 'off', 'a SIM');
select is(fleet.pilot_state(p_vehicle_id => :vehicle_id, p_phone_hash => sha256('sim'), p_at => clock_timestamp()),
  'not_in_pilot', 'pays nowhere');
select is(ops.switch_fares(p_session => sha256('ops'), p_kind => 'stop', p_subject => max(stop_id)::text,
  p_to => 'on') ->> 'outcome', 'on', 'until it is on again') from fleet.pilot_stops;
select finish(); rollback;

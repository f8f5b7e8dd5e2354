begin; select plan(9);
\ir ../fixtures/sacco.psql
create function pg_temp.switch(p_who text, p_kind text, p_subject text, p_to text default 'off') returns text
  language sql as $$
  select ops.switch_fares(p_session => sha256(p_who::bytea), p_kind => p_kind, p_subject => p_subject,
    p_to => p_to) ->> 'outcome' $$;
update accounts.sessions set proved_at = now() - interval '1 hour';
select is(pg_temp.switch('auditor', 'vehicle', 'KZZ 001A'), 'absent', 'auditors only look');
select is(pg_temp.switch('ops', 'vehicle', 'kzz001a'), 'off', 'one of the staff, one click, without a fresh code');
select is(fleet.pilot_state(p_vehicle_id => :vehicle_id, p_phone_hash => null, p_at => clock_timestamp()),
  'not_in_pilot',
  'it takes no fares from now on');
select is(pg_temp.switch('ops', 'stop', max(stop_id)::text, 'on'), 'on', 'one click undoes it') from fleet.pilot_stops;
select is(pg_temp.switch('ops', 'route', 'id:' || :route_id), 'off', 'a route of a page');
select is(pg_temp.switch('ops', 'route', '111'), 'off', 'a route by its number');
select is(pg_temp.switch('ops', 'vehicle', 'nothing'), 'unknown_vehicle', 'no such vehicle');
select is(pg_temp.switch('ops', 'stop', '0', 'on'), 'absent', 'no such stop');
select is(pg_temp.switch('ops', 'sim', '0712000000'), 'absent', 'a number never comes here');
select finish(); rollback;

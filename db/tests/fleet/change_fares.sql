begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "60"], "peak": ["", ""]}'), 'saved', 'fares are set');
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "60"]}'), 'saved', 'the same again');
select is((select count(*) from fleet.stage_fares), 2::bigint, 'adds nothing');
select is(fleet.change_fares(:route_id, '{"peak": ["40", "60"]}'), 'fares_wrong', 'the off-peak fare is needed');
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "60"], "peak": ["50", "80"]}'), 'saved', 'a peak');
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "70"], "peak": ["", ""]}'), 'saved',
  'that is cleared again');
select is(fleet.band_fares(:route_id, 'peak', clock_timestamp()), '{4000,7000}', 'costs what the off-peak costs');
select finish(); rollback;

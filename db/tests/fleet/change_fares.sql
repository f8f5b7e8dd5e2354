begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "60"], "peak": ["", ""]}'), 'saved', 'fares are set');
select is(fleet.change_fares(:route_id, '{"off_peak": ["40", "60"]}'), 'saved', 'the same again');
select is((select count(*) from fleet.stage_fares), 2::bigint, 'adds nothing');
select is(fleet.change_fares(:route_id, '{"peak": ["40", "60"]}'), 'fares_wrong', 'the off-peak fare is needed');
select finish(); rollback;

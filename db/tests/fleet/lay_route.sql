begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.lay(p_more jsonb) returns text language sql as $$
  select fleet.lay_route((select min(sacco_id) from fleet.saccos), '{"number": "23", "corridor": "Odeon-Kangemi",
    "stages": ["Odeon", "Kangemi"], "off_peak": ["40"], "peak": ["60"], "peak_hours": "06:00-09:00, 16:00-20:00"}'
    || p_more) ->> 'outcome' $$;
select results_eq($$ select pg_temp.lay(m::jsonb) from (values (1, '{"number": "?"}'), (2, '{"corridor": ""}'),
  (3, '{"stages": ["Odeon"]}'), (4, '{"stages": ["Odeon", ""]}'), (4, '{"stages": ["Odeon", "東"]}'), (5,
    '{"stages": ["Odeon", "odeon"]}'),
  (6, '{"off_peak": [""]}'), (7, '{"rain": ["x"]}'), (8, '{"peak_hours": "9-10"}'), (9,
    '{"peak_hours": "20:00-06:00"}'),
  (10, '{"cap": "59"}'), (10, '{"number": "46"}'), (11, '{}'), (12, '{}')) x(n, m) order by n $$, array['number_wrong',
  'corridor_wrong',
  'stages_wrong', 'stages_wrong', 'stages_wrong', 'stages_twice', 'fares_wrong', 'fares_wrong', 'hours_wrong',
  'hours_wrong', 'cap_wrong',
  'number_taken', 'registered', 'number_taken'], 'each part is checked');
select is((select array_agg(starts_at order by starts_at) from fleet.fare_bands), '{06:00,16:00}', 'hours are there');
select is((select count(*) from fleet.stage_fares), 2::bigint, 'and a fare in each band that was typed');
select is((select cap_cents from fleet.fare_caps), 6000::bigint, 'its cap is the dearest fare, where none is typed');
select pg_temp.lay('{"number": "24", "cap": "90"}') \g /dev/null
select is((select max(cap_cents) from fleet.fare_caps), 9000::bigint, 'or what was typed');
select is(fleet.lay_route(null, null) ->> 'outcome', 'number_wrong', 'nothing is no route');
select finish(); rollback;

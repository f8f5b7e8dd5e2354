begin; select plan(50);
\ir ../fixtures/one_vehicle.psql
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as second \gset
select fleet.issue_door_code(:second, '4631', now() - interval '1 hour');
select fleet.issue_door_code(:second, '4644', now());
select pg_temp.remember();
create function pg_temp.find(p_typed text, p_at timestamptz default now()) returns bigint language sql as $$
  select fleet.find_vehicle(p_account => p_typed, p_at => p_at) $$;
select is(pg_temp.find(typed), :vehicle_id::bigint, format('%L is the vehicle', typed))
  from unnest(array['4628', ' 4628 ', '46 28', '46-28', 'KZZ 001A', 'kzz 001a', 'KZZ001A', 'kzz-001a', ' kzz 001a ',
    '4628-AB3XY', '4628-ab3xy', ' 4628-AB3XY ', '4628 AB3XY', '4628;', '4628.', '*4628#', '4628' || chr(160),
    E'\u200b4628', E'KZZ\u00a0001A.', repeat(' ', 38) || '4628']) as typed;
select is(pg_temp.find(typed), null, format('%L is no vehicle', translate(typed, e'\n', '|')))
  from unnest(array['4682', '4629', '462', '46287', '4652', '', ' ', '4628-AB3X', '4628-AB3XYZ', '4628-'' or ''1', '%',
    '____', '46_8', 'КZZ 001A', 'KZZ 001', 'KZZ 001B', '🚐🚐🚐🚐', '４６２８', repeat('4', 200),
    repeat(' ', 97) || '4628', E'4628\n4631', 'null', '4628-12345', '4628-JAMES1', '******4628']) as typed;
select is(pg_temp.find(null), null, 'no account is no vehicle');
select is(pg_temp.find('4644'), :second::bigint, 'a door code finds the vehicle that has it');
select is(pg_temp.find('4644', now() - interval '1 second'), null, 'before it was issued it finds none');
select is(pg_temp.find('4631', now() - interval '1 second'), :second::bigint, 'an old code is found for its time');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;

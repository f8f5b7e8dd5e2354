begin;
\ir ../fixtures/one_vehicle.psql
select plan(40);
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as second \gset
select fleet.issue_door_code(:second, '4631', now() - interval '1 hour');
select fleet.issue_door_code(:second, '4644', now());
select pg_temp.remember();
create function pg_temp.find(p_typed text, p_at timestamptz default now()) returns bigint language sql as $$
  select fleet.find_vehicle(p_account => p_typed, p_at => p_at) $$;
select is(pg_temp.find(t.typed), :vehicle_id::bigint, format('%L is the vehicle', t.typed))
  from (values ('4628'), (' 4628 '), ('46 28'), ('46-28'), ('KZZ 001A'), ('kzz 001a'), ('KZZ001A'), ('kzz-001a'),
    (' kzz 001a '), ('4628-AB3XY'), ('4628-ab3xy'), (' 4628-AB3XY ')) as t(typed);
select is(pg_temp.find(t.typed), null, format('%L is nobody''s', translate(t.typed, e'\n', '|')))
  from (values ('4682'), ('4629'), ('462'), ('46287'), ('4652'), (''), (' '), ('4628-AB3X'), ('4628-AB3XYZ'),
    ('4628-'' or ''1'), ('%'), ('____'), ('46_8'), ('4628;'), ('КZZ 001A'), ('KZZ 001'), ('KZZ 001B'),
               ('🚐🚐🚐🚐'), ('4628' || chr(160)), (repeat('4', 200)), (repeat(' ', 38) || '4628'), (E'4628\n4631'),
                 ('null')) as t(typed);
select is(pg_temp.find(null), null, 'no account names no vehicle');
select is(pg_temp.find('4644'), :second::bigint, 'a door code of today finds today''s vehicle');
select is(pg_temp.find('4644', now() - interval '1 second'), null, 'before it was issued it found none');
select is(pg_temp.find('4631', now() - interval '1 second'), :second::bigint,
  'the code it had before is found for the time it had it');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;

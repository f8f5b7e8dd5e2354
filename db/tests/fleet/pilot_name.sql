begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('1'), '\x5ea1', '126');
select is(fleet.pilot_name('vehicle:' || :vehicle_id, null), 'KZZ 001A', 'a vehicle by its plate');
select is(fleet.pilot_name('route:' || :route_id, null), '46 Test Line', 'a route by its number and SACCO');
select is(array[fleet.pilot_name('sim', sha256('1')), fleet.pilot_name('sim', sha256('2'))], array['..126', '..'],
  'a SIM by its last three digits, if they are known');
select is(array[fleet.pilot_name('vehicle:-1', null), fleet.pilot_name('driver:1', null)], array[null, null]::text[],
  'what does not exist has no name');
insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('1'));
select privacy.erase_phone(p_phone_hash => sha256('1'), p_by => 'user:1', p_reason => 'asked by letter') \g /dev/null
select is((select fleet.pilot_name(l.subject, l.phone_hash) from fleet.pilot_list(p_at => clock_timestamp()) l),
  '..000', 'an erased phone is not shown');
select finish(); rollback;

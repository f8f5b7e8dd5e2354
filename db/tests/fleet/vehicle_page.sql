begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(fleet.vehicle_page(:vehicle_id, null, null, 'Africa/Nairobi') - '{split,crew,since,steps,done}'::text[]
  - '{vehicle_id,sacco_id,route_id,owner_id}'::text[], '{"plate": "KZZ 001A", "seats": 14, "state": "active",
  "sacco": "Test Line", "route": "46", "corridor": "Kencom-Kawangware", "owner": "Mama Njeri", "last3": null,
  "owner_request": null, "door_code": "4628", "dial": "*384*46*4628#", "short_code": "400222", "next": "fares",
    "pilot": "open", "stop_id": null,
  "crew_requests": 0}', 'all that a vehicle needs');
select is(fleet.vehicle_page(null, null, null, null), null, 'none for no vehicle');
select finish(); rollback;

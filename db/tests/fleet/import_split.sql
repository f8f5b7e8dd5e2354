begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(fleet.import_split('KZZ 001A', '{}'), 0, 'none was named');
select is(fleet.import_split('KZZ 001A', '{"fuel": "30", "maintenance": "5", "sacco": "10", "insurance": "20",
  "profit": "35"}'), 0, 'it is so already');
select throws_ok($$ select fleet.import_split('KZZ 001A', '{"fuel": "100"}') $$, 'LFV33', 'split_differs',
  'another one is proposed and agreed, not imported');
select finish(); rollback;

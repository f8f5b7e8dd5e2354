begin; select plan(1);
select throws_ok($$ select fleet.import_vehicle('{"sacco": "x"}', null) $$, 'LFV33', 'name_wrong',
  'it says which step');
select finish(); rollback;

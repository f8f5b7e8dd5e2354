begin; select plan(2);
select is(fleet.import_outcome('{"outcome": "registered"}') + fleet.import_outcome('{"outcome": "known"}'), 1,
  'counts');
select throws_ok($$ select fleet.import_outcome('{"outcome": "name_wrong"}') $$, 'LFV33', 'name_wrong', 'or ends');
select finish(); rollback;

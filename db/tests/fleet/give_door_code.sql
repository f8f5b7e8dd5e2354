begin; select plan(1);
\ir ../fixtures/signed_in.psql
select results_eq(format($$ select fleet.give_door_code(%s, c) from unnest(array['4621', '4628', '', null, '5006']) c
  $$,
  :other_vehicle_id), array['code_wrong', 'code_taken', 'given', 'given', 'code_wrong'], 'one typed, or the next free');
select finish(); rollback;

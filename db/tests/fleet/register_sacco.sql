begin; select plan(1);
select results_eq($$ select fleet.register_sacco(n) ->> 'outcome' from unnest(array['  Demo   Simba ', 'demo simba',
  'ab',
  'Demo Симба', null]) n $$, array['registered', 'name_taken', 'name_wrong', 'name_wrong', 'name_wrong'],
  'a name is there once');
select finish(); rollback;

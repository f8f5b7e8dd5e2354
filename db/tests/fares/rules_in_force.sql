begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(array(select r.split_rule_id from fares.rules_in_force(p_vehicle_id => v, p_at => a) r), i, s)
  from (values (:vehicle_id::bigint, now(), array[:split_rule_id]::bigint[], 'the rule of now'),
  (:vehicle_id, '2019-12-31', '{}', 'none before the first'), (null, now(), '{}', 'none of no vehicle'))
  as t(v, a, i, s);
select finish(); rollback;

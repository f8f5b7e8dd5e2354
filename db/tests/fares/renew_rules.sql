begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select fares.set_split_rule(:vehicle_id, now() + interval '7 days', 300, 0, array['profit'], array[10000], 'profit',
  'test') \g /dev/null
select fares.renew_rules(:vehicle_id, now(), 'user:7') \g /dev/null
select is((select count(*)::int from fares.split_rules where made_by = 'user:7'), 2,
  'the rule in force and the planned');
select ok(fares.is_same_split(r, pg_temp.rule()), 'divided as before') from fares.split_rules r
  where r.split_rule_id = fares.rule_in_force(:vehicle_id, now());
select is((select min(effective_from) from fares.split_rules where made_by = 'user:7'), now(), 'from that moment');
select is(fares.renew_rules(-1, now(), 'x')::text, '', 'a vehicle without a rule stays so');
select finish(); rollback;

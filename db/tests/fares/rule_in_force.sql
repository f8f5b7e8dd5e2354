begin; select plan(10);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.rule(p_vehicle_id bigint, p_bps int, p_in interval default '1 day') returns bigint
  language sql as $$
  select fares.set_split_rule(p_vehicle_id => p_vehicle_id,
  p_effective_from => now() + p_in, p_commission_bps => p_bps, p_commission_fixed_cents => 0,
  p_purposes => array['profit'], p_shares_bps => array[10000], p_home_purpose => 'profit', p_made_by => 'test') $$;
select pg_temp.rule(:vehicle_id, 300) as tomorrow \gset
select pg_temp.remember();
select is(fares.rule_in_force(p_vehicle_id => t.vehicle, p_at => t.moment), t.rule, t.sentence)
  from (values (:vehicle_id::bigint, now(), :split_rule_id::bigint, 'today''s rule is in force today'),
  (:vehicle_id, now() + interval '1 day', :tomorrow, 'tomorrow''s from its first moment'),
  (:vehicle_id, now() + interval '1 day' - interval '1 microsecond', :split_rule_id, 'today''s until then'),
  (:vehicle_id, '2020-01-01 00:00+03', :split_rule_id, 'the first rule counts from its first moment'),
  (:vehicle_id, '2019-12-31 23:59:59+03', null, 'before it there is none'),
  (-1, now(), null, 'an unknown vehicle has none'),
  (null, now(), null, 'nor has a missing one')) as t(vehicle, moment, rule, sentence);
select pg_temp.rule(:vehicle_id, 500) as corrected \gset
select is(fares.rule_in_force(:vehicle_id, now() + interval '2 days'),
  :corrected::bigint, 'of two with the same start the later version counts');
select pg_temp.rule(:vehicle_id, 700, '12 hours') \g /dev/null
select is(fares.rule_in_force(:vehicle_id, now() + interval '2 days'),
  :corrected::bigint, 'a later version that starts earlier does not outlast it');
select is(pg_temp.changed(), 'audit.change_log fares.split_rules', 'nothing else changed');
select finish(); rollback;

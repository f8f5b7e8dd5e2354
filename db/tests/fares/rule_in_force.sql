begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
create function pg_temp.rule(p_vehicle_id bigint, p_from timestamptz, p_bps int) returns bigint language sql as $$
  select fares.set_split_rule(p_vehicle_id => p_vehicle_id, p_effective_from => p_from, p_commission_bps => p_bps,
    p_commission_fixed_cents => 0,
    p_purposes => array['profit'], p_shares_bps => array[10000], p_home_purpose => 'profit', p_made_by => 'test') $$;
select pg_temp.rule(:vehicle_id, now() + interval '1 day', 300) as tomorrow \gset
select pg_temp.remember();
select is(fares.rule_in_force(p_vehicle_id => :vehicle_id, p_at => now()), :split_rule_id::bigint,
  'today, today''s rule');
select is(fares.rule_in_force(:vehicle_id, now() + interval '1 day'), :tomorrow::bigint,
  'from its first moment, tomorrow''s');
select is(fares.rule_in_force(:vehicle_id, now() + interval '1 day' - interval '1 microsecond'), :split_rule_id::bigint,
  'until then, still today''s');
select is(fares.rule_in_force(:vehicle_id, '2020-01-01 00:00+03'), :split_rule_id::bigint,
  'the first rule counts from its first moment');
select is(fares.rule_in_force(:vehicle_id, '2019-12-31 23:59:59+03'), null, 'before that there is none');
select is(fares.rule_in_force(-1, now()), null, 'nor for a vehicle that does not exist');
select is(fares.rule_in_force(null, now()), null, 'nor for none');
select pg_temp.rule(:vehicle_id, now() + interval '1 day', 500) as corrected \gset
select is(fares.rule_in_force(:vehicle_id, now() + interval '2 days'), :corrected::bigint,
  'of two with the same start the later version counts');
select is(pg_temp.changed(), 'audit.change_log fares.split_rules', 'nothing else changed');
select finish();
rollback;

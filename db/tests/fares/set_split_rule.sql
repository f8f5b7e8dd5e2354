begin; select plan(20);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.rule(p_vehicle_id bigint, p_from interval default '0',
  p_purposes text[] default array['fuel', 'crew'], p_shares int[] default array[0, 10000], p_home text default 'crew',
  p_bps int default 0) returns bigint language sql as $$ select fares.set_split_rule(p_vehicle_id => p_vehicle_id,
  p_effective_from => now() + p_from, p_commission_bps => p_bps, p_commission_fixed_cents => 10,
  p_purposes => p_purposes, p_shares_bps => p_shares, p_home_purpose => p_home, p_made_by => 'user:7') $$;
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, now() - interval '1 year') as second \gset
select pg_temp.remember();
select pg_temp.rule(:vehicle_id) as rule \gset
select results_eq(format('select version, owner_id, commission_bps, commission_fixed_cents, purposes, shares_bps, '
    'home_purpose, made_by, currency from fares.split_rules where split_rule_id = %s', :rule),
  format($$values (2, %s::bigint, 0, 10::bigint, array['fuel', 'crew'], array[0, 10000], 'crew', 'user:7', 'KES')$$,
    :owner_id), 'the next version is written as asked');
select is((select r.sub_wallet_ids[1] from fares.split_rules r where r.split_rule_id = :rule),
  :fuel::bigint, 'a known sub_wallet is used again');
select is((select s.purpose from ledger.sub_wallets s join fares.split_rules r
    on s.sub_wallet_id = r.sub_wallet_ids[2] where r.split_rule_id = :rule), 'crew', 'a new one is opened');
select is((select count(*)::int from fares.split_rules where vehicle_id = :vehicle_id), 2, 'the rule before it stays');
select is((select (after ->> 'version')::int from audit.change_log where subject = 'fares.split_rules:' || :rule),
  2, 'the audit log has it');
select isnt(pg_temp.rule(:vehicle_id), :rule::bigint, 'a second call is a further version');
select lives_ok(format('select pg_temp.rule(%s, ''-1 month'')', :second), 'a first rule may start in the past');
select throws_ok(format('select pg_temp.rule(%s)', t.args), t.code, null, t.sentence || ' is refused')
  from (values (:'vehicle_id' || ', ''-1 minute''', 'LFV24', 'a later rule that starts in the past'),
  (:'second' || ', ''-2 years''', 'LFN20', 'a rule from before anyone owned the vehicle'),
  ('-1', 'LFN20', 'an unknown vehicle'), ('null', 'LFN20', 'a missing vehicle'),
  (:'vehicle_id' || ', p_shares => array[1, 9998]', 'LFV21', 'a sum of 99.99 %'),
  (:'vehicle_id' || ', p_purposes => array[''fuel'', ''fuel'']', 'LFV22', 'a purpose named twice'),
  (:'vehicle_id' || ', p_home => ''church''', 'LFV22', 'a home purpose that is no part'),
  (:'vehicle_id' || ', p_purposes => ''{}'', p_shares => ''{}''', 'LFV20', 'a rule without parts'),
  (:'vehicle_id' || ', p_purposes => null', 'LFV20', 'a rule without purposes'),
  (:'vehicle_id' || ', p_bps => 10001', '23514', 'a commission above the fare')) as t(args, code, sentence);
update fleet.vehicle_owners set valid_to = now() + interval '1 day' where vehicle_id = :vehicle_id;
select throws_ok(format('select pg_temp.rule(%s, ''1 day'')', :vehicle_id), 'LFN20', null,
  'nobody owns it from the moment on at which its owner''s time ends');
select is((select count(*)::int from ledger.sub_wallets where purpose = 'church'), 0, 'a refused rule opens none');
select is(pg_temp.changed(),
  'audit.change_log fares.split_rules fleet.vehicle_owners ledger.sub_wallets ledger.wallets', 'nothing else changed');
select finish(); rollback;

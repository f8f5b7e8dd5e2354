-- A rule that can't divide every fare exactly is never stored, not even by direct SQL.
begin; select plan(40);
\ir ../fixtures/one_vehicle.psql
-- Copies the rule in force with some columns replaced; p_shares as SQL writes them, for what jsonb can't say.
create function pg_temp.rule(p_changes jsonb, p_shares text default null) returns void language sql as $$
  insert into fares.split_rules (vehicle_id, version, owner_id, effective_from, currency, commission_bps,
  commission_fixed_cents, purposes, shares_bps, home_purpose, trust_sub_wallet_id, commission_sub_wallet_id,
  sub_wallet_ids, made_by, pot_cents, pot_arrears_cents, crew_target_cents, surplus_bps)
  select n.vehicle_id, n.version, n.owner_id, n.effective_from, n.currency, n.commission_bps,
  n.commission_fixed_cents, n.purposes, coalesce(p_shares::int[], n.shares_bps), n.home_purpose, n.trust_sub_wallet_id,
  n.commission_sub_wallet_id, n.sub_wallet_ids, n.made_by, n.pot_cents, n.pot_arrears_cents, n.crew_target_cents,
  n.surplus_bps from fares.split_rules r, jsonb_populate_record(r,
  jsonb_build_object('version', 2, 'effective_from', now()) || p_changes) as n where r.version = 1 $$;
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 14, now() - interval '1 year') as second \gset
select (ledger.open_sub_wallets('vehicle', :sacco_id, :owner_id, :second, 'KES', array['fuel']))[1]
  as second_fuel \gset
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as other_owner \gset
select (ledger.open_sub_wallets('vehicle', :sacco_id, :other_owner, :vehicle_id, 'KES', array['fuel']))[1]
  as other_fuel \gset
select pg_temp.remember();
select throws_ok(format('select pg_temp.rule(%L)', t.changes), t.code, null, t.sentence || ' is refused') from (values
  ('LFV20', '{"purposes": [], "shares_bps": [], "sub_wallet_ids": []}', 'a rule without parts'),
  ('LFV20', '{"purposes": null}', 'a rule without purposes'),
  ('LFV20', '{"shares_bps": [10000]}', 'one share for five parts'),
  ('LFV20', '{"shares_bps": [3000, 500, 1000, 2000, 3500, 0]}', 'a share too many'),
  ('LFV20', '{"shares_bps": [3000, 500, 1000, 2000, null]}', 'a missing share'),
  ('LFV20', format('{"sub_wallet_ids": [%s, %s]}', :fuel, :profit), 'two sub_wallets for five parts'),
  ('LFV20', jsonb_build_object('purposes', array_fill('fuel'::text, array[21]), 'shares_bps',
    array_fill(1, array[21]), 'sub_wallet_ids', array_fill(1, array[21]))::text, 'a rule of 21 parts'),
  ('LFV21', '{"shares_bps": [3000, 500, 1000, 2000, 3499]}', 'a sum of 99.99 %'),
  ('LFV21', '{"shares_bps": [3000, 500, 1000, 2000, 3501]}', 'a sum of 100.01 %'),
  ('LFV21', '{"shares_bps": [-1000, 4500, 1000, 2000, 3500]}', 'a negative share with the right sum'),
  ('LFV22', '{"purposes": ["fuel", "fuel", "sacco", "insurance", "profit"]}', 'a purpose named twice'),
  ('LFV22', '{"home_purpose": "church"}', 'a home purpose that is no part'),
  ('LFV23', '{"purposes": ["maintenance", "fuel", "sacco", "insurance", "profit"]}', 'another purpose''s sub_wallet'),
  ('LFV23', format('{"owner_id": %s}', :other_owner), 'another owner''s rule over this owner''s sub_wallets'),
  ('LFV23', format('{"purposes": ["fuel"], "shares_bps": [10000], "home_purpose": "fuel", "sub_wallet_ids": [%s]}',
    :other_fuel), 'this owner''s rule over another''s sub_wallet'),
  ('LFV23', format('{"purposes": ["fuel"], "shares_bps": [10000], "home_purpose": "fuel", "sub_wallet_ids": [%s]}',
    :second_fuel), 'a sub_wallet of the same owner''s other vehicle'),
  ('LFV23', '{"currency": "UGX"}', 'a foreign currency'),
  ('LFV23', format('{"trust_sub_wallet_id": %s}', :fuel), 'a trust account that is none'),
  ('LFV23', format('{"commission_sub_wallet_id": %s}', :trust), 'a commission that goes elsewhere'),
  ('LFV24', format('{"effective_from": %s}', to_json(now() - interval '1 second')), 'a start in the past'),
  ('LFV20', '{"pot_cents": [1, 0, 0, 0, 0], "pot_arrears_cents": [0, 0, 0, 0, 0]}', 'a pot with a share'),
  ('LFV20', '{"pot_cents": [0, 0, 0, 0, 0], "pot_arrears_cents": [0, 0, 0, 0, 0]}', 'pots without any amount'),
  ('LFV20', '{"shares_bps": [0, 3500, 1000, 2000, 3500], "pot_cents": [-1, 1, 0, 0, 0], "pot_arrears_cents": [0, 0, 0,
    0, 0]}', 'a negative pot'),
  ('LFV20', '{"shares_bps": [0, 3500, 1000, 2000, 3500], "pot_cents": [1, 0, 0, 0], "pot_arrears_cents": [0, 0, 0, 0,
    0]}', 'fewer pots than parts'),
  ('LFV20', '{"shares_bps": [0, 3500, 1000, 2000, 3500], "pot_cents": [1, 0, 0, 0, 0], "pot_arrears_cents": [0, 5, 0, 0,
    0]}', 'arrears of no pot'),
  ('LFV20', '{"surplus_bps": [10000], "crew_target_cents": 5}', 'fewer shares above the target than parts'),
  ('LFV21', '{"surplus_bps": [3000, 500, 1000, 2000, 3499], "crew_target_cents": 5}', 'shares above it under 100 %'),
  ('23514', '{"surplus_bps": [3000, 500, 1000, 2000, 3500]}', 'a surplus without a target'),
  ('23514', '{"surplus_bps": [3000, 500, 1000, 2000, 3500], "crew_target_cents": 0}', 'a target of nothing'),
  ('23514', '{"shares_bps": [0, 3500, 1000, 2000, 3500], "pot_cents": [1, 0, 0, 0, 0]}', 'pots without arrears'),
  ('23514', '{"effective_from": "infinity"}', 'a start at infinity'),
  ('23514', '{"commission_bps": 10001}', 'a commission over 100 %'),
  ('23514', '{"commission_bps": -1}', 'a negative commission'),
  ('23514', '{"commission_fixed_cents": -1}', 'a negative fixed commission'),
  ('23505', '{"version": 1}', 'a version that is there')) as t(code, changes, sentence);
select throws_ok(format('select pg_temp.rule(''{}'', %L)', t.shares), 'LFV20', null, t.sentence || ' are refused')
  from (values ('[0:4]={3000,500,1000,2000,3500}', 'shares counted from zero'),
  ('{{3000,500,1000,2000,3500}}', 'shares of two dimensions')) as t(shares, sentence);
select lives_ok($$select pg_temp.rule('{"commission_bps": 10000}')$$, '100 % commission is legal');
select lives_ok($$select pg_temp.rule('{"version": 3, "commission_bps": 0, "shares_bps": [0, 0, 0, 0, 10000]}')$$,
  '0 % and 100 % shares are legal');
select is(pg_temp.changed(), 'audit.change_log fares.split_rules', 'nothing else changed');
select finish(); rollback;

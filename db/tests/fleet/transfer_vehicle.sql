begin; select plan(20);
\ir ../fixtures/one_vehicle.psql
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as buyer \gset
create function pg_temp.fare(p_receipt text, p_rule bigint, p_at timestamptz) returns bigint[] language sql as $$
  select fares.post_fares(p_receipts => array[p_receipt], p_split_rule_ids => array[p_rule],
    p_amounts_cents => array[6000], p_paid_at => array[p_at], p_business_on => array[current_date],
    p_channels => array['paybill'], p_payment_refs => array[null::text], p_payer_last3 => array[null::text]) $$;
create function pg_temp.rule_at(p_vehicle_id bigint, p_after interval) returns fares.split_rules language sql as $$
  select r from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => now() + p_after) $$;
-- The seller has planned another rule for next week.
select fares.set_split_rule(:vehicle_id, now() + interval '7 days', 300, 0, array['fuel', 'profit'], array[5000, 5000],
  'profit', 'test');
select pg_temp.fare('QBEFORE1', :split_rule_id, now() - interval '1 hour');
select pg_temp.remember();
select is(fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :buyer, p_at => now(),
  p_made_by => 'user:7'), :vehicle_id::bigint, 'a vehicle is sold');
select is((select owner_id from fleet.vehicle_owners where vehicle_id = :vehicle_id and valid_to is null),
  :buyer::bigint, 'it is the buyer''s');
select is((select valid_to from fleet.vehicle_owners where vehicle_id = :vehicle_id and owner_id = :owner_id), now(),
  'and was the seller''s until now');
select is((select count(*)::int from fleet.sacco_memberships where owner_id = :buyer and valid_to is null), 1,
  'the buyer is a member of its SACCO');
select is((pg_temp.rule_at(:vehicle_id, '0')).owner_id, :buyer::bigint, 'its fares from now on are the buyer''s');
select is((pg_temp.rule_at(:vehicle_id, '-1 microsecond')).owner_id, :owner_id::bigint,
  'those paid before are the seller''s, whenever they arrive');
select is((select (r.shares_bps, r.commission_bps, r.home_purpose, r.made_by)::text
  from pg_temp.rule_at(:vehicle_id, '0') r), '("{3000,500,1000,2000,3500}",200,profit,user:7)', 'divided as before');
select is(pg_temp.balance(:fuel), 1764::bigint, 'what it earned stays with the seller');
select pg_temp.fare('QAFTER01', fares.rule_in_force(:vehicle_id, now()), now());
select is(pg_temp.balance(:fuel), 1764::bigint, 'who gets nothing of a fare after the sale');
select is((select sum(b.balance_cents)::bigint from ledger.sub_wallets s join ledger.wallets w using (wallet_id),
  ledger.balances(array[s.sub_wallet_id], null) b where w.owner_id = :buyer), 5880::bigint,
  'all but the commission is the buyer''s');
select is((pg_temp.rule_at(:vehicle_id, '8 days')).owner_id, :buyer::bigint,
  'the rule that the seller had planned counts for the buyer');
select is((select (r.shares_bps, r.commission_bps)::text from pg_temp.rule_at(:vehicle_id, '8 days') r),
  '("{5000,5000}",300)', 'with its division');
select is(fleet.transfer_vehicle(:vehicle_id, :buyer, now(), 'user:7'), :vehicle_id::bigint,
  'selling to the present owner changes nothing');
select is((select count(*)::int from fares.split_rules where vehicle_id = :vehicle_id), 4, 'two of each rule');
select throws_ok(format('select fleet.transfer_vehicle(-1, %s, now(), ''x'')', :buyer), 'LFN30', null,
  'a vehicle that does not exist can''t be sold');
select throws_ok(format('select fleet.transfer_vehicle(%s, -1, now() + interval ''1 hour'', ''x'')', :vehicle_id),
  '23503', null, 'nor to an owner who does not');
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, now() - interval '1 year') as second \gset
select fares.set_split_rule(:second, now() - interval '1 year', 0, 0, array['profit'], array[10000], 'profit', 'test');
select throws_ok(format('select fleet.transfer_vehicle(%s, %s, now() - interval ''1 hour'', ''x'')', :second, :buyer),
  'LFV24', null, 'a sale in the past is refused');
select is((pg_temp.rule_at(:second, '0')).owner_id, :owner_id::bigint, 'and leaves nothing');
select is((select array_agg(invariant) from audit.ledger_proof where faults <> 0), null, 'every invariant holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares fares.split_rules fleet.sacco_memberships fleet.vehicle_owners fleet.vehicles '
  'ledger.journals ledger.ledger_entries ledger.sub_wallets ledger.wallets', 'nothing else changed');
select finish(); rollback;

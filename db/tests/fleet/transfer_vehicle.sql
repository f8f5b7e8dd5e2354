begin;
\ir ../fixtures/one_vehicle.psql
select plan(20);
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as buyer \gset
create function pg_temp.fare(p_receipt text, p_rule bigint, p_at timestamptz) returns bigint[] language sql as $$
  select fares.post_fares(p_receipts => array[p_receipt], p_split_rule_ids => array[p_rule],
    p_amounts_cents => array[6000], p_paid_at => array[p_at],
    p_business_on => array[current_date], p_channels => array['paybill'], p_payment_refs => array[null::text],
      p_payer_last3 => array[null::text]) $$;
create function pg_temp.owner_at(p_vehicle_id bigint, p_at timestamptz) returns bigint language sql as $$
  select r.owner_id from fares.split_rules r where r.split_rule_id
    = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at) $$;
-- The seller had planned: from next week on, another rule.
select fares.set_split_rule(:vehicle_id, now() + interval '7 days', 300, 0, array['fuel', 'profit'], array[5000, 5000],
  'profit', 'test') as planned \gset
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
select is(pg_temp.owner_at(:vehicle_id, now()), :buyer::bigint, 'from this moment on its fares are the buyer''s');
select is(pg_temp.owner_at(:vehicle_id, now() - interval '1 microsecond'), :owner_id::bigint,
  'those paid before are the seller''s, whenever they arrive');
select is((select (shares_bps, commission_bps, home_purpose, made_by)::text from fares.split_rules where split_rule_id
  = fares.rule_in_force(:vehicle_id, now())),
          '("{3000,500,1000,2000,3500}",200,profit,user:7)', 'divided as before');
select is(pg_temp.balance(:fuel), 1764::bigint, 'what it earned stays with the seller');
select pg_temp.fare('QAFTER01', fares.rule_in_force(:vehicle_id, now()), now());
select is(pg_temp.balance(:fuel), 1764::bigint, 'who gets nothing of a fare after the sale');
select is((select sum(b.balance_cents)::bigint from ledger.sub_wallets s join ledger.wallets w using (wallet_id),
  ledger.balances(array[s.sub_wallet_id], null) b where w.owner_id = :buyer),
          5880::bigint, 'all but the commission is the buyer''s');
select is(pg_temp.owner_at(:vehicle_id, now() + interval '8 days'), :buyer::bigint,
  'a rule the seller had planned does not bring the seller back');
select is((select (shares_bps, commission_bps)::text from fares.split_rules where split_rule_id
  = fares.rule_in_force(:vehicle_id, now() + interval '8 days')),
          '("{5000,5000}",300)', 'although the division planned still comes');
select is(fleet.transfer_vehicle(:vehicle_id, :buyer, now(), 'user:7'), :vehicle_id::bigint,
  'sold to its owner, nothing happens');
select is((select count(*)::int from fares.split_rules where vehicle_id = :vehicle_id), 4,
  'so there are two rules of each');
select throws_ok(format('select fleet.transfer_vehicle(-1, %s, now(), ''x'')', :buyer), 'LFN30', null,
  'a vehicle that does not exist can''t be sold');
select throws_ok(format('select fleet.transfer_vehicle(%s, -1, now() + interval ''1 hour'', ''x'')', :vehicle_id),
  '23503', null, 'nor to somebody who does not');

select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, now() - interval '1 year') as second \gset
select fares.set_split_rule(:second, now() - interval '1 year', 0, 0, array['profit'], array[10000], 'profit', 'test');
select throws_ok(format('select fleet.transfer_vehicle(%s, %s, now() - interval ''1 hour'', ''x'')', :second, :buyer),
  'LFV24', null, 'a sale is not made in the past');
select is(pg_temp.owner_at(:second, now()), :owner_id::bigint, 'and then nothing of it is left');
select is((select array_agg(invariant) from audit.ledger_proof where faults <> 0), null,
  'every invariant of the book holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares fares.split_rules fleet.sacco_memberships fleet.vehicle_owners fleet.vehicles '
  'ledger.journals ledger.ledger_entries ledger.sub_wallets ledger.wallets',
  'nothing else changed');
select finish();
rollback;

-- A rule that can't divide every fare exactly is never stored, by direct SQL neither.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(29);
-- The rule in force, copied with some columns replaced.
create function pg_temp.rule(p_changes jsonb) returns void language sql as $$
  insert into fares.split_rules (vehicle_id, version, owner_id, effective_from, currency, commission_bps,
    commission_fixed_cents,
    purposes, shares_bps, home_purpose, trust_sub_wallet_id, commission_sub_wallet_id, sub_wallet_ids, made_by)
  select n.vehicle_id, n.version, n.owner_id, n.effective_from, n.currency, n.commission_bps, n.commission_fixed_cents,
    n.purposes, n.shares_bps, n.home_purpose, n.trust_sub_wallet_id, n.commission_sub_wallet_id, n.sub_wallet_ids,
      n.made_by
    from fares.split_rules r,
         jsonb_populate_record(r, jsonb_build_object('version', 2, 'effective_from', now()) || p_changes) as n
   where r.version = 1 $$;
create function pg_temp.refused(p_code char(5), p_changes jsonb, p_sentence text) returns text language sql as $$
  select throws_ok(format('select pg_temp.rule(%L)', p_changes), p_code, null, p_sentence) $$;
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as other_owner \gset
select (ledger.open_sub_wallets('vehicle', :sacco_id, :other_owner, :vehicle_id, 'KES', array['fuel']))[1]
  as other_fuel \gset
select pg_temp.remember();

select pg_temp.refused('LFV20', '{"purposes": [], "shares_bps": [], "sub_wallet_ids": []}',
  'a rule without parts is refused');
select pg_temp.refused('LFV20', '{"purposes": null}', 'and without any purposes');
select pg_temp.refused('LFV20', '{"shares_bps": [10000]}', 'one share for five parts is refused');
select pg_temp.refused('LFV20', '{"shares_bps": [3000, 500, 1000, 2000, 3500, 0]}', 'a share too many is refused');
select pg_temp.refused('LFV20', '{"shares_bps": [3000, 500, 1000, 2000, null]}', 'a missing share is refused');
select pg_temp.refused('LFV20', format('{"sub_wallet_ids": [%s, %s]}', :fuel, :profit)::jsonb,
  'two places for five parts are refused');
select pg_temp.refused('LFV20',
  jsonb_build_object('purposes', array_fill('fuel'::text, array[21]), 'shares_bps', array_fill(1, array[21]),
  'sub_wallet_ids', array_fill(1, array[21])), '21 parts are refused');
-- jsonb can't say these, so the rule is copied with its shares as SQL writes them.
create function pg_temp.refused_shares(p_shares text, p_sentence text) returns text language sql as $$
  select throws_ok(format($i$insert
    into fares.split_rules (vehicle_id, version, owner_id, effective_from, currency, commission_bps,
      commission_fixed_cents, purposes, shares_bps, home_purpose, trust_sub_wallet_id, commission_sub_wallet_id,
        sub_wallet_ids, made_by)
    select r.vehicle_id, 2, r.owner_id, now(), r.currency, r.commission_bps, r.commission_fixed_cents,
      r.purposes, %L::int[], r.home_purpose, r.trust_sub_wallet_id, r.commission_sub_wallet_id, r.sub_wallet_ids,
        r.made_by
      from fares.split_rules r where r.version = 1$i$, p_shares), 'LFV20', null, p_sentence) $$;
select pg_temp.refused_shares('[0:4]={3000,500,1000,2000,3500}', 'shares counted from zero are refused');
select pg_temp.refused_shares('{{3000,500,1000,2000,3500}}', 'shares in a table of two dimensions are refused');
select pg_temp.refused('LFV21', '{"shares_bps": [3000, 500, 1000, 2000, 3499]}', 'shares of 99.99 % are refused');
select pg_temp.refused('LFV21', '{"shares_bps": [3000, 500, 1000, 2000, 3501]}', 'shares of 100.01 % are refused');
select pg_temp.refused('LFV21', '{"shares_bps": [-1000, 4500, 1000, 2000, 3500]}',
  'a negative share is refused, although the sum is right');
select pg_temp.refused('LFV22', '{"purposes": ["fuel", "fuel", "sacco", "insurance", "profit"]}',
  'a purpose named twice is refused');
select pg_temp.refused('LFV22', '{"home_purpose": "church"}', 'a home that is no part is refused');
select pg_temp.refused('LFV23', '{"purposes": ["maintenance", "fuel", "sacco", "insurance", "profit"]}',
  'a purpose with another''s sub_wallet is refused');
select pg_temp.refused('LFV23', format('{"owner_id": %s}', :other_owner)::jsonb,
  'another owner''s rule over this owner''s pots is refused');
select pg_temp.refused('LFV23',
  format('{"purposes": ["fuel"], "shares_bps": [10000], "home_purpose": "fuel", "sub_wallet_ids": [%s]}',
  :other_fuel)::jsonb,
  'this owner''s rule over another''s pot is refused');
select pg_temp.refused('LFV23', '{"currency": "UGX"}', 'a foreign currency is refused');
select pg_temp.refused('LFV23', format('{"trust_sub_wallet_id": %s}', :fuel)::jsonb,
  'a trust account that is none is refused');
select pg_temp.refused('LFV23', format('{"commission_sub_wallet_id": %s}', :trust)::jsonb,
  'commission that goes elsewhere is refused');
select pg_temp.refused('LFV24', format('{"effective_from": %s}', to_json(now() - interval '1 second'))::jsonb,
  'a new rule does not start in the past');
select pg_temp.refused('23514', '{"effective_from": "infinity"}', 'nor at infinity');
select pg_temp.refused('23514', '{"commission_bps": 10001}', 'a commission over 100 % is refused');
select pg_temp.refused('23514', '{"commission_bps": -1}', 'and a negative one');
select pg_temp.refused('23514', '{"commission_fixed_cents": -1}', 'and a negative fixed one');
select pg_temp.refused('23505', '{"version": 1}', 'a version is written once');
select lives_ok($$select pg_temp.rule('{"commission_bps": 10000}')$$, '100 % commission is legal');
select lives_ok($$select pg_temp.rule('{"version": 3, "commission_bps": 0, "shares_bps": [0, 0, 0, 0, 10000]}')$$,
  '0 % and 100 % shares are legal');
select is(pg_temp.changed(), 'audit.change_log fares.split_rules', 'nothing else changed');
select finish();
rollback;

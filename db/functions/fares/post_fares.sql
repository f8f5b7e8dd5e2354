-- Splits fares by the given rules and posts one journal a fare: from the trust account to our commission and the
-- owner's sub_wallets, without zero entries. Locks: none; of vehicles with pots, see fares.lock_pots. Repeat: a receipt
-- posts once (ledger.journals); a second call for it raises unique_violation, so callers let each receipt in once.
create or replace function fares.post_fares(
  p_receipts       text[],
  p_split_rule_ids bigint[],       -- from fares.rule_in_force
  p_amounts_cents  bigint[],
  p_paid_at        timestamptz[],
  p_business_on    date[],         -- the open day each counts for
  p_channels       text[],         -- ussd or paybill
  p_payment_refs   text[],         -- the intent each answers, or null
  p_payer_last3    text[]
) returns bigint[] language plpgsql as $$
declare
  v_rule    fares.split_rules;
  v_parts   bigint[];
  v_into    bigint[];   -- the sub_wallet of each part
  v_leg_journal_nos  int[] := array[]::int[];
  v_lines   int[] := array[]::int[];
  v_line    int;
  v_sub_wallet_ids    bigint[] := array[]::bigint[];
  v_cents   bigint[] := array[]::bigint[];
  v_currencies    text[] := array[]::text[];
  v_vehicles    bigint[] := array[]::bigint[];
  v_commissions bigint[] := array[]::bigint[];
  v_journal_ids bigint[];
  v_is_locked boolean := false;
begin
  for i in 1 .. cardinality(p_receipts) loop
    if v_rule.split_rule_id is distinct from p_split_rule_ids[i] then
      select r.* into strict v_rule from fares.split_rules r where r.split_rule_id = p_split_rule_ids[i];
      v_into := array[v_rule.trust_sub_wallet_id, v_rule.commission_sub_wallet_id] || v_rule.sub_wallet_ids;
    end if;
    if v_rule.pot_wallet_id is null then
      v_parts := fares.split_amount(p_amounts_cents[i], v_rule.commission_bps, v_rule.commission_fixed_cents,
                                    v_rule.shares_bps, array_position(v_rule.purposes, v_rule.home_purpose));
    else
      if not v_is_locked then
        perform fares.lock_pots(p_split_rule_ids => p_split_rule_ids);   -- of the whole batch, before the first is read
        v_is_locked := true;
      end if;
      v_parts := fares.fill_pots(p_rule => v_rule, p_amount_cents => p_amounts_cents[i], p_paid_at => p_paid_at[i],
                                 p_on => p_business_on[i]);
    end if;
    v_vehicles := v_vehicles || v_rule.vehicle_id;
    v_commissions := v_commissions || v_parts[1];
    v_parts := -p_amounts_cents[i] || v_parts;   -- first what leaves the trust account
    v_line := 0;
    for k in 1 .. cardinality(v_parts) loop
      if k = 1 or v_parts[k] <> 0 then
        v_line := v_line + 1;
        v_leg_journal_nos := v_leg_journal_nos || i;
        v_lines := v_lines || v_line;
        v_sub_wallet_ids := v_sub_wallet_ids || v_into[k];
        v_cents := v_cents || v_parts[k];
        v_currencies := v_currencies || v_rule.currency;
      end if;
    end loop;
  end loop;
  v_journal_ids := ledger.post_journals(p_kind => 'fare', p_references => p_receipts, p_business_on => p_business_on,
    p_value_at => p_paid_at, p_corrects => null, p_reasons => null, p_leg_journals => v_leg_journal_nos,
    p_leg_lines => v_lines, p_leg_sub_wallet_ids => v_sub_wallet_ids, p_leg_amounts_cents => v_cents,
      p_leg_currencies => v_currencies);
  insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents,
                           paid_at, business_on, channel, payment_ref, payer_last3)
  select p_receipts[i], v_journal_ids[i], v_vehicles[i], p_split_rule_ids[i], p_amounts_cents[i], v_commissions[i],
         p_paid_at[i], p_business_on[i], p_channels[i], p_payment_refs[i], p_payer_last3[i]
    from generate_subscripts(p_receipts, 1) i;
  return v_journal_ids;
end $$;
comment on function fares.post_fares is 'Posts fares and returns their journal ids in order. Raises unique_violation '
  'for a receipt already posted, and what ledger.post_journals raises.';

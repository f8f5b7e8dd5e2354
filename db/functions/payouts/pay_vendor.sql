-- Pays a vendor from the matching pot of a vehicle: verifies the code that was sent for this amount and vendor, holds
-- the money, and sends it on or waits for a second person. A till that is wrong at the operator fails there, and the
-- money is back in its pot (payouts.take_result). Locks: the person, the vendor, then the pots, lowest id first.
-- Repeat: refused while the first one is pending. Source: docs/decisions/vendors.md.
create or replace function payouts.pay_vendor(
  p_user_id    bigint,
  p_session    bytea,
  p_device     bytea,    -- sha256 of the browser's device token; null: none
  p_owner_id   bigint,
  p_vehicle_id bigint,
  p_vendor_id  bigint,
  p_amount     text,
  p_code_hash  bytea     -- keyed hash of the digits that were typed
) returns jsonb language plpgsql as $$
declare
  v_plan   record;
  v_vendor payouts.vendors;
  v_code   text;
  v_id     bigint;
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  select v.* into v_vendor from payouts.vendors v where v.vendor_id = p_vendor_id for share;
  perform from ledger.sub_wallets s
    where s.sub_wallet_id in (select w.sub_wallet_id from payouts.withdrawable(p_party_kind => 'owner',
                                p_party_ids => array[p_owner_id]) w where w.vehicle_id = p_vehicle_id)
    order by s.sub_wallet_id for no key update;
  select * into v_plan from payouts.plan_vendor(p_user_id => p_user_id, p_session => p_session,
    p_owner_id => p_owner_id, p_vehicle_id => p_vehicle_id, p_vendor_id => p_vendor_id, p_amount => p_amount);
  if v_plan.outcome = 'fits' then
    v_code := accounts.verify_code(p_user_id => p_user_id, p_purpose => 'payout', p_device => p_device,
      p_amount_cents => (v_plan.payout).amount_cents, p_code_hash => p_code_hash,
      p_destination => payouts.vendor_text(p_vendor => v_vendor));
    v_plan.outcome := case v_code when 'right' then 'fits' else 'code_' || v_code end;
  end if;
  if v_plan.outcome <> 'fits' then
    perform audit.record_event(p_action => 'refuse_payout', p_subject => 'owner:' || p_owner_id,
      p_after => jsonb_strip_nulls(jsonb_build_object('outcome', v_plan.outcome, 'rule', v_plan.rule,
        'vendor', p_vendor_id, 'cents', (v_plan.payout).amount_cents)));
    return jsonb_build_object('outcome', v_plan.outcome, 'rule', v_plan.rule);
  end if;
  v_id := payouts.open(p_payout => v_plan.payout, p_sub_wallet_ids => v_plan.sub_wallet_ids, p_cents => v_plan.cents);
  insert into payouts.vendor_payments (payout_id, vendor_id, vehicle_id) values (v_id, p_vendor_id, p_vehicle_id);
  return (select jsonb_build_object('outcome', p.state, 'payout_ref', p.payout_ref) from payouts.payouts p
           where p.payout_id = v_id);
end $$;
comment on function payouts.pay_vendor is
  'Outcome requested, approved or queued, with payout_ref (see payouts.request); or what payouts.plan_vendor says; or '
  'code_wrong, code_spent. Raises LFF10, LFF11 (the money left meanwhile).';

-- Works out a payment from a vehicle's pot to a vendor, as payouts.plan does a withdrawal. A station is paid by many
-- owners, so the velocity limits of a destination don't count; those of person and vehicle do.
-- Source: docs/decisions/vendors.md. Locks: none.
create or replace function payouts.plan_vendor(
  p_user_id    bigint,
  p_session    bytea,
  p_owner_id   bigint,
  p_vehicle_id bigint,
  p_vendor_id  bigint,
  p_amount     text      -- whole shillings as typed
) returns payouts.vendor_plan language plpgsql stable as $$
declare
  v_plan   payouts.vendor_plan;
  v_vendor payouts.vendors;
  v_person bigint;
  v_payout payouts.payouts;
  v_asked  payouts.payouts;
begin
  select v.* into v_vendor from payouts.vendors v where v.vendor_id = p_vendor_id and v.state = 'approved';
  if not found then
    v_plan.outcome := 'vendor_wrong';
    return v_plan;
  end if;
  v_payout.kind := 'vendor'; v_payout.party_kind := 'owner'; v_payout.party_id := p_owner_id;
  v_payout.requested_by := p_user_id; v_payout.channel := v_vendor.channel; v_payout.short_code := v_vendor.short_code;
  v_payout.account_sealed := v_vendor.account_sealed; v_payout.tail := v_vendor.tail;
  v_payout.currency := (select min(w.currency) from payouts.withdrawable(p_party_kind => 'owner',
                        p_party_ids => array[p_owner_id]) w where w.vehicle_id = p_vehicle_id);
  v_payout.amount_cents := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_amount));
  v_payout.fee_cents := payouts.fee_cents(v_payout.channel, v_payout.currency, v_payout.amount_cents, now());
  select c.sub_wallet_ids, c.cents, c.free_cents into v_plan.sub_wallet_ids, v_plan.cents, v_plan.free_cents
    from payouts.choose_legs(p_party_kind => 'owner', p_party_id => p_owner_id, p_vehicle_id => p_vehicle_id,
      p_purposes => array[payouts.vendor_purpose(p_kind => v_vendor.kind)],
      p_total_cents => coalesce(v_payout.amount_cents + v_payout.fee_cents, 0)) c;
  select coalesce(sum(p.amount_cents), 0) into v_person from payouts.payouts p
   where p.requested_by = p_user_id and p.requested_at > now() - interval '24 hours'
     and p.state not in ('failed', 'cancelled', 'expired');
  v_payout.needs_approval := v_payout.amount_cents > config.setting(p_setting => 'payout_alone_cents')::bigint
    or payouts.day_cents(p_party_kind => 'owner', p_party_id => p_owner_id) + v_payout.amount_cents
       > config.setting(p_setting => 'payout_alone_day_cents')::bigint;
  v_asked := v_payout;
  v_asked.short_code := null;
  v_plan.rule := payouts.broken_rule(p_payout => v_asked, p_vehicle_ids => array[p_vehicle_id]);
  v_plan.payout := v_payout;
  v_plan.outcome := case
    when payouts.is_frozen(p_party_kind => 'owner', p_party_id => p_owner_id) then 'frozen'
    when v_payout.amount_cents is null or v_payout.amount_cents % 100 <> 0 then 'amount_wrong'
    when v_payout.amount_cents < config.setting(p_setting => 'payout_min_cents')::bigint then 'too_little'
    when v_payout.currency is null then 'not_enough'
    when v_payout.fee_cents is null then 'too_much'
    when v_plan.free_cents < v_payout.amount_cents + v_payout.fee_cents then 'not_enough'
    when exists (select from payouts.payouts p join payouts.states s using (state)
                   join payouts.vendor_payments y using (payout_id)
                  where y.vendor_id = p_vendor_id and y.vehicle_id = p_vehicle_id and not s.ends
                    and p.party_id = p_owner_id and p.amount_cents = v_payout.amount_cents and p.kind = 'vendor')
      then 'already_pending'
    when v_person + v_payout.amount_cents
         > accounts.daily_cap_cents(p_session => p_session, p_cap => 'payout_cap') is not false then 'over_cap'
    when v_plan.rule is not null then 'too_fast'
    else 'fits' end;
  return v_plan;
end $$;
comment on function payouts.plan_vendor is 'outcome fits, vendor_wrong (none, or not approved), or as payouts.plan '
  'says; payout, the legs, and free_cents of the pot of that vehicle. Raises nothing.';

-- Works out a voucher before it is issued: what is held (the cap and the largest fee), and what forbids it. A voucher
-- is at most what one person may send alone, at once and in a day; more is paid to the vendor directly, with a second
-- person. The crew may issue one for fuel, up to what the owner allows a day (payouts.crew_rules).
-- Source: docs/decisions/vendors.md. Locks: none.
create or replace function payouts.plan_voucher(
  p_user_id    bigint,
  p_session    bytea,
  p_as         text,     -- owner or crew
  p_owner_id   bigint,
  p_vehicle_id bigint,
  p_kind       text,     -- fuel, insurance or garage
  p_vendor_id  bigint,   -- null: any of that kind
  p_cap        text      -- whole shillings as typed
) returns payouts.voucher_plan language plpgsql stable as $$
declare
  v_plan    payouts.voucher_plan;
  v_voucher payouts.vouchers;
  v_day   bigint;   -- of the crew of this vehicle, in 24 hours
  v_own   bigint;   -- of this person, in 24 hours
begin
  v_voucher.vehicle_id := p_vehicle_id; v_voucher.owner_id := p_owner_id; v_voucher.vendor_kind := p_kind;
  v_voucher.vendor_id := p_vendor_id; v_voucher.issued_by := p_user_id; v_voucher.issued_as := p_as;
  v_voucher.currency := (select min(w.currency) from payouts.withdrawable(p_party_kind => 'owner',
                         p_party_ids => array[p_owner_id]) w where w.vehicle_id = p_vehicle_id);
  v_voucher.cap_cents := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_cap));
  v_voucher.fee_cents := greatest(
    payouts.fee_cents('till', v_voucher.currency, v_voucher.cap_cents, now()),
    payouts.fee_cents('paybill', v_voucher.currency, v_voucher.cap_cents, now()));
  select c.sub_wallet_ids, c.cents, c.free_cents into v_plan.sub_wallet_ids, v_plan.cents, v_plan.free_cents
    from payouts.choose_legs(p_party_kind => 'owner', p_party_id => p_owner_id, p_vehicle_id => p_vehicle_id,
      p_purposes => array[payouts.vendor_purpose(p_kind => p_kind)],
      p_total_cents => coalesce(v_voucher.cap_cents + v_voucher.fee_cents, 0)) c;
  select coalesce(sum(coalesce(v.used_cents, v.cap_cents)) filter (
           where v.vehicle_id = p_vehicle_id and v.issued_as = 'crew'), 0),
         coalesce(sum(v.cap_cents) filter (where v.issued_by = p_user_id and v.state = 'issued'), 0)
    into v_day, v_own from payouts.vouchers v
   where (v.vehicle_id = p_vehicle_id or v.issued_by = p_user_id) and v.state in ('issued', 'used')
     and v.issued_at > now() - interval '24 hours';
  v_own := v_own + (select coalesce(sum(p.amount_cents), 0) from payouts.payouts p
                     where p.requested_by = p_user_id and p.requested_at > now() - interval '24 hours'
                       and p.state not in ('failed', 'cancelled', 'expired'));
  v_plan.voucher := v_voucher;
  v_plan.outcome := case
    when payouts.vendor_purpose(p_kind => p_kind) is null then 'vendor_wrong'
    when p_as = 'crew' and p_kind <> 'fuel' then 'not_allowed'
    when not exists (select from payouts.vendors n where n.state = 'approved' and n.kind = p_kind
                        and (p_vendor_id is null or n.vendor_id = p_vendor_id)) then 'vendor_wrong'
    when payouts.is_frozen(p_party_kind => 'owner', p_party_id => p_owner_id)
         or payouts.is_frozen(p_party_kind => 'user', p_party_id => p_user_id) then 'frozen'
    when v_voucher.cap_cents is null or v_voucher.cap_cents % 100 <> 0 then 'amount_wrong'
    when v_voucher.cap_cents < config.setting(p_setting => 'payout_min_cents')::bigint then 'too_little'
    when v_voucher.currency is null then 'not_enough'
    when v_voucher.fee_cents is null
         or v_voucher.cap_cents > config.setting(p_setting => 'payout_alone_cents')::bigint
         or p_as = 'owner' and payouts.day_cents(p_party_kind => 'owner', p_party_id => p_owner_id)
            + v_voucher.cap_cents > config.setting(p_setting => 'payout_alone_day_cents')::bigint then 'too_much'
    when p_as = 'crew' and v_day + v_voucher.cap_cents > coalesce((select r.voucher_day_cents from payouts.crew_rules r
           where r.vehicle_id = p_vehicle_id and r.owner_id = p_owner_id), 0) then 'not_allowed'
    when v_plan.free_cents < v_voucher.cap_cents + v_voucher.fee_cents then 'not_enough'
    when v_own + v_voucher.cap_cents
         > accounts.daily_cap_cents(p_session => p_session, p_cap => 'payout_cap') is not false then 'over_cap'
    else 'fits' end;
  return v_plan;
end $$;
comment on function payouts.plan_voucher is 'outcome fits, vendor_wrong, not_allowed (of the crew: not fuel, or more '
  'than the owner lets them have a day), or as payouts.plan says; voucher: cap and fee; the legs; free_cents. Raises '
  'nothing.';

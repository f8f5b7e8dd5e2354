-- Redeems a voucher at a vendor: all that was held goes back to the pot, and what was used is paid from it, in one
-- transaction, so that nobody sees the rest twice or not at all. Wrong codes are counted for each vendor and vehicle;
-- five in an hour stop that vendor and raise an alarm. Locks: the vendor, so that guesses come one by one, the voucher,
-- then the pots and clearing. Repeat: the same request gets the same answer; any other is told that it is used.
-- Source: docs/decisions/vendors.md.
create or replace function payouts.redeem_voucher(
  p_vendor_id   bigint,
  p_vehicle_id  bigint,   -- null: no such vehicle, counted like a wrong code
  p_digits_hash bytea,    -- keyed hash of the plate and the digits
  p_amount      text,     -- whole shillings as typed
  p_request     text      -- names this request: the USSD session, or the form
) returns jsonb language plpgsql as $$
declare
  v_vendor  payouts.vendors;
  v_voucher payouts.vouchers;
  v_payout  payouts.payouts;
  v_cents   bigint := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_amount));
  v_end     bigint;
  v_ids     bigint[];
  v_parts   bigint[];
begin
  select v.* into v_vendor from payouts.vendors v
   where v.vendor_id = p_vendor_id and v.state = 'approved' for no key update;
  if not found then
    return jsonb_build_object('outcome', 'vendor_wrong');
  elsif payouts.are_tries_spent(p_vendor_id => p_vendor_id, p_vehicle_id => p_vehicle_id) then
    return jsonb_build_object('outcome', 'paused');
  end if;
  select v.* into v_voucher from payouts.vouchers v
   where v.code_hash = p_digits_hash and v.vehicle_id = p_vehicle_id and v.vendor_kind = v_vendor.kind
     and coalesce(v.vendor_id, p_vendor_id) = p_vendor_id
   order by v.voucher_id desc limit 1 for no key update;
  if not found then
    return payouts.note_wrong_voucher(p_vendor_id => p_vendor_id, p_vehicle_id => p_vehicle_id);
  elsif v_voucher.state = 'used' and v_voucher.used_request = p_request and v_voucher.used_cents = v_cents then
    return jsonb_build_object('outcome', 'redeemed', 'cents', v_cents, 'name', v_vendor.name);
  elsif v_voucher.state <> 'issued' or v_voucher.expires_at <= clock_timestamp() then
    return jsonb_build_object('outcome', case v_voucher.state when 'issued' then 'expired' else v_voucher.state end);
  elsif v_cents is null or v_cents % 100 <> 0 or p_request is null then
    return jsonb_build_object('outcome', 'amount_wrong');
  elsif v_cents < config.setting(p_setting => 'payout_min_cents')::bigint then
    return jsonb_build_object('outcome', 'too_little');
  elsif v_cents > v_voucher.cap_cents then
    return jsonb_build_object('outcome', 'over_cap', 'cents', v_voucher.cap_cents);
  elsif payouts.is_frozen(p_party_kind => 'owner', p_party_id => v_voucher.owner_id)
        or payouts.is_frozen(p_party_kind => 'user', p_party_id => v_voucher.issued_by) then
    return jsonb_build_object('outcome', 'frozen');
  end if;
  v_payout.kind := 'voucher'; v_payout.party_kind := 'owner'; v_payout.party_id := v_voucher.owner_id;
  v_payout.channel := v_vendor.channel; v_payout.short_code := v_vendor.short_code; v_payout.tail := v_vendor.tail;
  v_payout.account_sealed := v_vendor.account_sealed; v_payout.currency := v_voucher.currency;
  v_payout.amount_cents := v_cents; v_payout.needs_approval := false; v_payout.requested_by := v_voucher.issued_by;
  v_payout.fee_cents := payouts.fee_cents(v_payout.channel, v_payout.currency, v_cents, v_voucher.issued_at);
  select l.sub_wallet_ids, l.cents into v_ids, v_parts from payouts.voucher_legs(
    p_journal_id => v_voucher.hold_journal_id, p_total_cents => v_cents + v_payout.fee_cents) l;
  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_ids) order by s.sub_wallet_id for no key update;
  v_end := ledger.correct_journal(p_journal_id => v_voucher.hold_journal_id, p_reason => 'the voucher was used',
                                  p_business_on => ledger.open_day(p_at => clock_timestamp()));
  v_payout.payout_id := payouts.open(p_payout => v_payout, p_sub_wallet_ids => v_ids, p_cents => v_parts);
  insert into payouts.vendor_payments (payout_id, vendor_id, vehicle_id)
  values (v_payout.payout_id, p_vendor_id, p_vehicle_id);
  update payouts.vouchers v set state = 'used', ended_at = clock_timestamp(), end_journal_id = v_end,
         used_cents = v_cents, used_at_vendor = p_vendor_id, used_request = p_request, payout_id = v_payout.payout_id
   where v.voucher_id = v_voucher.voucher_id;
  return jsonb_build_object('outcome', 'redeemed', 'cents', v_cents, 'name', v_vendor.name);
end $$;
comment on function payouts.redeem_voucher is 'Outcome redeemed (cents, name), wrong, paused (too many wrong ones), '
  'vendor_wrong, expired, used, cancelled, amount_wrong, too_little, over_cap (cents: the cap) or frozen. Raises '
  'nothing.';

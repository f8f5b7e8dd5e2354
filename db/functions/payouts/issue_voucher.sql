-- Issues a voucher: holds its cap and fee, by a journal into clearing, and sends its code to the driver by SMS.
-- Locks: the person, then the pots, lowest id first. Repeat: another voucher; the page's code is used once.
-- Source: docs/decisions/vendors.md.
create or replace function payouts.issue_voucher(
  p_user_id     bigint,
  p_session     bytea,
  p_as          text,
  p_owner_id    bigint,
  p_vehicle_id  bigint,
  p_kind        text,
  p_vendor_id   bigint,
  p_cap         text,
  p_driver_id   bigint,   -- who gets the code
  p_digits_hash bytea,    -- keyed hash of the plate and the voucher's digits
  p_digits      bytea     -- the digits, sealed
) returns text language plpgsql as $$
declare
  v_plan    record;
  v_at      timestamptz := clock_timestamp();
  v_hours   interval := config.setting(p_setting => 'voucher_hours')::int * interval '1 hour';
  v_journal bigint;
  v_id      bigint;
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  perform from ledger.sub_wallets s
    where s.sub_wallet_id in (select w.sub_wallet_id from payouts.withdrawable(p_party_kind => 'owner',
                                p_party_ids => array[p_owner_id]) w where w.vehicle_id = p_vehicle_id)
    order by s.sub_wallet_id for no key update;
  select * into v_plan from payouts.plan_voucher(p_user_id => p_user_id, p_session => p_session, p_as => p_as,
    p_owner_id => p_owner_id, p_vehicle_id => p_vehicle_id, p_kind => p_kind, p_vendor_id => p_vendor_id,
    p_cap => p_cap);
  if v_plan.outcome <> 'fits' then
    return v_plan.outcome;
  elsif p_driver_id is null or p_digits_hash is null or p_driver_id <> p_user_id
        and p_driver_id <> all (accounts.crew_of(p_vehicle_id => p_vehicle_id)) then
    return 'driver_wrong';
  elsif exists (select from payouts.vouchers v where v.code_hash = p_digits_hash and v.state = 'issued') then
    return 'digits_taken';
  end if;
  v_journal := payouts.hold_voucher(p_sub_wallet_ids => v_plan.sub_wallet_ids, p_cents => v_plan.cents,
    p_currency => (v_plan.voucher).currency, p_reference => encode(p_digits_hash, 'hex') || '/' || v_at, p_at => v_at);
  insert into payouts.vouchers (code_hash, vehicle_id, owner_id, vendor_kind, vendor_id, cap_cents, fee_cents,
    currency, issued_by, issued_as, driver_id, issued_at, expires_at, hold_journal_id)
  values (p_digits_hash, p_vehicle_id, p_owner_id, p_kind, p_vendor_id, (v_plan.voucher).cap_cents,
    (v_plan.voucher).fee_cents, (v_plan.voucher).currency, p_user_id, p_as, p_driver_id, v_at, v_at + v_hours,
    v_journal) returning voucher_id into v_id;
  perform messaging.enqueue(p_topic => 'sms', p_key => 'voucher/' || v_id, p_payload => jsonb_build_object(
      'phone_hash', encode(u.phone_hash, 'hex'), 'code_sealed', encode(p_digits, 'hex'),
      'text', messaging.say(p_key => 'sms_voucher', p_lang => u.lang, p_args => array['{code}',
        messaging.money_text(p_cents => (v_plan.voucher).cap_cents),
        (select f.plate from fleet.vehicles f where f.vehicle_id = p_vehicle_id),
        coalesce((select n.name from payouts.vendors n where n.vendor_id = p_vendor_id),
                 messaging.say(p_key => 'voucher_' || p_kind, p_lang => u.lang, p_args => '{}')),
        to_char((v_at + v_hours) at time zone config.setting(p_setting => 'time_zone'), 'HH24:MI')])))
     from accounts.users u where u.user_id = p_driver_id;
  return 'issued';
end $$;
comment on function payouts.issue_voucher is 'Outcome issued, what payouts.plan_voucher says, driver_wrong (not of the '
  'crew), or digits_taken (take others). Raises LFF10, LFF11 (the money left meanwhile).';

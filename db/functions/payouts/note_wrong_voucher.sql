-- Counts a wrong voucher code. The last one that is allowed raises an alarm. Called with the vendor's row locked.
-- Source: docs/runbooks/vouchers_guessed.md. Locks: the alarm's row. Repeat: counted again.
create or replace function payouts.note_wrong_voucher(p_vendor_id bigint, p_vehicle_id bigint) returns jsonb
language plpgsql as $$
begin
  insert into payouts.voucher_tries (vendor_id, vehicle_id)
  select v.vendor_id, p_vehicle_id from payouts.vendors v where v.vendor_id = p_vendor_id;
  perform audit.note_refusal(p_action => 'refuse_voucher', p_subject => 'payouts.vendors:' || p_vendor_id,
                             p_after => null);
  if payouts.are_tries_spent(p_vendor_id => p_vendor_id, p_vehicle_id => p_vehicle_id) then
    perform messaging.raise_alarm(p_kind => 'vouchers_guessed', p_subject => 'vendor ' || p_vendor_id,
      p_detail => 'wrong voucher codes within an hour, so it can redeem none until the hour is over');
  end if;
  return jsonb_build_object('outcome', 'wrong');
end $$;
comment on function payouts.note_wrong_voucher is 'Outcome wrong. Raises nothing.';

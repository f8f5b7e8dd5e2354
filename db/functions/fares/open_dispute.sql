-- Opens a dispute about a fare: of the passenger's own phone, or by staff who were called. A fare is disputed once;
-- what was decided stays. One that was moved is disputed where it is now. Locks: its new row. Repeat: known.
-- Source: docs/decisions/refunds.md.
create or replace function fares.open_dispute(
  p_receipt    text,
  p_phone_hash bytea,    -- the passenger's SIM; null: staff
  p_why        text,     -- not_my_vehicle, paid_twice, not_carried or other
  p_channel    text,     -- ussd, sms or staff
  p_opened_by  bigint    -- the member of staff; else null
) returns text language plpgsql as $$
declare
  v_payer bytea := fares.payer_of(p_receipt => p_receipt);
  v_id    bigint;
begin
  p_receipt := coalesce((select m.to_receipt from fares.moves m where m.receipt = p_receipt), p_receipt);
  if not exists (select from fares.fares f where f.receipt = p_receipt)
     or p_channel <> 'staff' and v_payer is distinct from p_phone_hash then
    return 'not_found';
  elsif p_channel <> 'staff' and (select f.paid_at from fares.fares f where f.receipt = p_receipt) < clock_timestamp()
          - config.setting(p_setting => 'dispute_days')::int * interval '1 day' then
    return 'too_old';
  end if;
  insert into fares.disputes as d (receipt, phone_hash, phone_last3, why, channel, opened_by)
  select p_receipt, coalesce(p_phone_hash, v_payer), f.payer_last3, p_why, p_channel, p_opened_by
    from fares.fares f where f.receipt = p_receipt
  on conflict (receipt) do nothing returning d.dispute_id into v_id;
  if v_id is null then
    return 'known';
  end if;
  perform fares.notify_dispute(p_dispute_id => v_id, p_key => 'sms_dispute_opened');
  return 'opened';
end $$;
comment on function fares.open_dispute is 'Outcome opened, known (it was disputed before), not_found (no such fare of '
  'this SIM) or too_old. Raises 23514 (no such reason or channel).';

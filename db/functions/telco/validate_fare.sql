-- Answers M-Pesa's question whether to take a payment, before money moves. It is the only way to stop a wrong door
-- code. M-Pesa waits 8 seconds. Source: docs/mobile-money.md, 1.2.
create or replace function telco.validate_fare(p_bill_ref text, p_amount text, p_short_code text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_till       mobile_money.tills;
  v_cents      bigint := mobile_money.parse_cents(p_text => p_amount);
  v_vehicle_id bigint;
begin
  select t.* into v_till from mobile_money.tills t where t.short_code = p_short_code;
  if not found then
    return 'C2B00015';
  end if;
  v_vehicle_id := fleet.find_vehicle(p_account => p_bill_ref, p_at => now());
  if fleet.pilot_state(p_vehicle_id => v_vehicle_id, p_phone_hash => null, p_at => now()) <> 'open'
     or fares.rule_in_force(p_vehicle_id => v_vehicle_id, p_at => now()) is null then
    return 'C2B00012';
  elsif v_cents is null or v_cents not between v_till.min_cents and v_till.max_cents then
    return 'C2B00013';
  end if;
  return '0';
end $$;
comment on function telco.validate_fare is
  'Returns 0 to accept, or M-Pesa''s code of refusal: C2B00012 (no such vehicle, or it takes no fares), C2B00013 '
  '(amount outside the till''s limits), C2B00015 (not our till).';

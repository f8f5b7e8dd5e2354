-- An operator gives money that found no vehicle to the one it was meant for.
-- Source: scenario 4. Locks: see mobile_money.claim_suspense. Repeat: placed once; then "placed" again.
create or replace function ops.place_suspense(
  p_session    bytea,
  p_receipt    text,
  p_vehicle_id text    -- as the confirm page carried it
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := security.signed_in_user(p_session => p_session);
  v_vehicle_id bigint := (select v.vehicle_id from fleet.vehicles v where v.vehicle_id::text = p_vehicle_id);
  v_outcome    text;
begin
  if v_vehicle_id is null or not security.may(p_user_id => v_user_id, p_door => 'ops.place_suspense') then
    return security.refuse(p_door => 'ops.place_suspense', p_subject => 'mobile_money.payments:' || p_receipt);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  v_outcome := mobile_money.claim_suspense(p_receipt => p_receipt, p_vehicle_id => v_vehicle_id,
                                           p_claimed_by => 'user:' || v_user_id);
  perform audit.record_event(p_action => 'place_suspense', p_subject => 'mobile_money.payments:' || left(p_receipt, 40),
    p_after => jsonb_build_object('vehicle_id', v_vehicle_id, 'outcome', v_outcome));
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.place_suspense(bytea, text, text) is
  'Outcome placed, posted, not_found or no_rule (see mobile_money.claim_suspense), or absent (no such vehicle, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago), LFF10 (suspense lacks the money).';

-- Moves a fare that was paid to the wrong vehicle, by staff: see fares.move_fare. Locks: as accounts.signed_in_user;
-- see fares.move_fare. Repeat: moved before. Source: docs/decisions/change-and-credit.md.
create or replace function ops.move_fare(
  p_session bytea,
  p_receipt text,
  p_account text    -- the right vehicle's door code or plate, as typed
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_vehicle bigint;
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.move_fare')
     or not exists (select from fares.fares f where f.receipt = p_receipt) then
    return access.refuse(p_function => 'ops.move_fare', p_subject => 'fares.fares:' || p_receipt);
  end if;
  v_vehicle := fleet.find_vehicle(p_account => p_account, p_at => clock_timestamp());
  v_outcome := case when v_vehicle is null then 'no_vehicle' else fares.move_fare(p_receipt => p_receipt,
    p_vehicle_id => v_vehicle, p_made_by => v_user_id, p_at => clock_timestamp()) end;
  perform access.require_permission(p_session => p_session, p_function => 'ops.move_fare');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.move_fare is 'Outcome moved, no_vehicle (no such door code or plate), what fares.move_blocker '
  'says, or absent (no such fare, or not allowed). Raises LFA60, LFA61.';

-- Proposes somebody for the crew of a vehicle, by a SACCO's admin; its treasurer decides.
-- Source: docs/decisions/crews-and-trips.md. Locks: the vehicle's row, shared, so that it stays with its SACCO; then
-- see accounts.ensure_user, propose_grant. Repeat: waiting.
create or replace function sacco.propose_crew(
  p_session      bytea,
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_last3        text,
  p_name_sealed  bytea,
  p_vehicle      text,    -- plate or door code, as typed
  p_from         text,    -- a market day; null or empty: from the decision on
  p_to           text,    -- the last market day; null or empty: until revoked
  p_reason       text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids   bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.propose_crew', p_scope_kind => 'sacco');
  v_zone     text := config.setting(p_setting => 'time_zone');
  v_vehicle  fleet.vehicles;
  v_person_id   bigint;
  v_document jsonb;
  v_from     timestamptz;
  v_to       timestamptz;
  v_blocker  text;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.sacco_id = any (v_sacco_ids)
     and v.vehicle_id = fleet.find_vehicle(p_account => p_vehicle, p_at => clock_timestamp()) for share;
  if not found then
    return access.refuse(p_function => 'sacco.propose_crew', p_subject => 'fleet.vehicles:' || p_vehicle);
  end if;
  v_from := access.parse_day(p_text => p_from)::timestamp at time zone v_zone;
  v_to := (access.parse_day(p_text => p_to) + 1)::timestamp at time zone v_zone;
  v_blocker := access.grant_blockers(p_valid_from => v_from, p_valid_to => v_to, p_reason => p_reason);
  if v_blocker is not null then
    return jsonb_build_object('outcome', v_blocker);
  end if;
  v_person_id := accounts.ensure_user(p_phone_hash => p_phone_hash, p_phone_sealed => p_phone_sealed,
    p_last3 => p_last3, p_name_sealed => p_name_sealed, p_sacco_id => v_vehicle.sacco_id);
  v_document := access.propose_grant(p_made_by => v_user_id, p_user_id => v_person_id, p_role => 'crew',
    p_scope_id => v_vehicle.vehicle_id, p_valid_from => v_from, p_valid_to => v_to, p_reason => p_reason);
  if v_document ->> 'outcome' <> 'proposed' then
    perform access.forget_proposed(p_user_id => v_person_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'sacco.propose_crew',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.propose_crew is
  'Outcome of access.propose_grant, or absent (no such vehicle, or no admin). Raises LFA60, LFA61, LFV81 (not a day).';

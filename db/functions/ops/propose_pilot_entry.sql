-- An operator proposes that a vehicle or a route enters or leaves the pilot; somebody else decides.
-- Source: issue 3, Configuration; decision 0080. Locks: as security.propose_config. Repeat: open.
create or replace function ops.propose_pilot_entry(
  p_session bytea,
  p_kind    text,    -- vehicle or route
  p_name    text,    -- as typed: a plate or door code; a route's number, with its SACCO where there are several
  p_listed  text,    -- yes: enters; no: leaves
  p_reason  text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_id      bigint;
begin
  if p_kind is null or p_kind not in ('vehicle', 'route') or not security.may(p_user_id => v_user_id, p_door => 'ops.propose_pilot_entry') then
    return security.refuse(p_door => 'ops.propose_pilot_entry', p_subject => 'fleet.pilot_entries:' || p_kind);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  v_id := case p_kind when 'vehicle' then fleet.find_vehicle(p_account => p_name, p_at => clock_timestamp())
                      else fleet.find_route(p_text => p_name) end;
  if v_id is null then
    return jsonb_build_object('outcome', 'unknown_' || p_kind);
  end if;
  return jsonb_build_object('outcome', security.propose_config(p_made_by => v_user_id, p_kind => 'pilot', p_subject => p_kind || ':' || v_id,
    p_phone_hash => null, p_value => jsonb_build_object('listed', p_listed), p_reason => p_reason));
end $$;
comment on function ops.propose_pilot_entry(bytea, text, text, text, text) is
  'Outcomes of security.propose_config; unknown_vehicle or unknown_route (nothing, or more than one, is called that); absent (no such kind, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago).';

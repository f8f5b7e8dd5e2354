-- Switches a route to its rain fares or back, or ends an event early, by one official of its SACCO.
-- Locks and repeat: see fleet.switch_band. Source: docs/decisions/fare-board.md.
create or replace function sacco.switch_band(
  p_session  bytea,
  p_route_id text,
  p_switch   text,
  p_hours    text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.switch_band', p_scope_kind => 'sacco');
  v_document  jsonb;
  v_route_id  bigint := (select r.route_id from fleet.routes r
                          where r.route_id::text = p_route_id and r.sacco_id = any (v_sacco_ids));
begin
  if v_route_id is null then
    return access.refuse(p_function => 'sacco.switch_band', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  v_document := jsonb_build_object('outcome', fleet.switch_band(p_route_id => v_route_id, p_made_by => v_user_id,
    p_switch => p_switch, p_hours => p_hours, p_at => clock_timestamp()));
  perform access.require_permission(p_session => p_session, p_function => 'sacco.switch_band',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.switch_band is
  'Outcomes of fleet.switch_band, or absent (no such route, or not theirs). Raises LFA60, LFA61, LFV80 (switch).';

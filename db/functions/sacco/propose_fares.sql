-- Proposes fares, an event or a cap of a route, by its SACCO's admin. Locks and repeat: see fleet.propose_fares.
-- Source: docs/decisions/fare-board.md.
create or replace function sacco.propose_fares(
  p_session  bytea,
  p_route_id text,
  p_kind     text,
  p_typed    jsonb
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.propose_fares', p_scope_kind => 'sacco');
  v_document  jsonb;
  v_route_id  bigint := (select r.route_id from fleet.routes r
                          where r.route_id::text = p_route_id and r.sacco_id = any (v_sacco_ids));
begin
  if v_route_id is null then
    return access.refuse(p_function => 'sacco.propose_fares', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  v_document := fleet.propose_fares(p_made_by => v_user_id, p_route_id => v_route_id, p_kind => p_kind,
                                    p_typed => p_typed, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'sacco.propose_fares',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.propose_fares is
  'Outcomes of fleet.propose_fares, or absent (no such route, or not theirs). Raises LFA60, LFA61, LFV80 (kind).';

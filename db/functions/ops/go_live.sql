-- Shows staff how far routes are from going live: of all SACCOs, or one route with its vehicles. Locks: as
-- accounts.signed_in_user. Source: docs/decisions/shadow-and-go-live.md.
create or replace function ops.go_live(
  p_session  bytea,
  p_route_id text,    -- its vehicles, too; empty: none
  p_skip     text     -- vehicles left out
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_route_id bigint := (select r.route_id from fleet.routes r where r.route_id::text = p_route_id);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.go_live')
     or (p_route_id <> '' and v_route_id is null) then
    return access.refuse(p_function => 'ops.go_live', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'route_id', v_route_id)
    || fares.golive_page(p_sacco_ids => array(select s.sacco_id from fleet.saccos s), p_route_id => v_route_id,
         p_at => clock_timestamp(), p_skip => coalesce(substring(p_skip from '^[0-9]{1,5}$')::int, 0));
end $$;
comment on function ops.go_live is
  'route_id (null: all routes) and fares.golive_page; absent for no such route, or not '
  'allowed. Raises LFA60.';

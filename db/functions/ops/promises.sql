-- Shows staff when M-Pesa was silent and what became of the promises. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/grace-mode.md.
create or replace function ops.promises(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.promises') then
    return access.refuse(p_function => 'ops.promises', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id))
    || fares.grace_page(p_sacco_ids => array(select s.sacco_id from fleet.saccos s), p_at => clock_timestamp());
end $$;
comment on function ops.promises is 'See fares.grace_page; absent when not allowed. Raises LFA60.';

-- Withdraws a member of staff's own proposal about a role that nobody has decided.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: as access.withdraw_role_change. Repeat: withdrawn.
create or replace function ops.withdraw_role_change(p_session bytea, p_change_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_change_id bigint := (select c.change_id from access.role_changes c where c.change_id::text = p_change_id);
  v_outcome   text;
begin
  if v_change_id is null
     or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.withdraw_role_change') then
    return access.refuse(p_function => 'ops.withdraw_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  v_outcome := access.withdraw_role_change(p_user_id => v_user_id, p_change_id => v_change_id);
  if v_outcome = 'not_maker' then
    perform access.refuse(p_function => 'ops.withdraw_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.withdraw_role_change');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.withdraw_role_change is
  'Outcome of access.withdraw_role_change, or absent (no such proposal, or not allowed); not_maker is a refusal. '
  'Raises LFA60, LFA61.';

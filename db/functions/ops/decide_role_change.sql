-- A finance officer agrees with what an operator proposed, or does not.
-- Source: issue 3, Roles (maker and checker). Locks: see access.decide_role_change. Repeat: decided stays decided.
create or replace function ops.decide_role_change(
  p_session   bytea,
  p_change_id text,    -- as it stands in the address
  p_decision  text     -- approved or declined
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_change_id bigint := (select c.change_id from access.role_changes c where c.change_id::text = p_change_id);
  v_outcome   text;
begin
  if v_change_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_role_change')
    then
    return access.refuse(p_function => 'ops.decide_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := access.decide_role_change(p_decided_by => v_user_id, p_change_id => v_change_id,
    p_decision => p_decision);
  if v_outcome = 'same_person' then
    perform access.refuse(p_function => 'ops.decide_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_role_change is
  'Outcome of access.decide_role_change, or absent (no such proposal, or no finance officer); one''s own proposal '
  'leaves a refused act in the audit log. Raises LFA60 (not signed in), LFA86 (second step too long ago), LFV80 '
  '(neither approved nor declined).';

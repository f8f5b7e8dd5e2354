-- Begins or ends grace by hand. Locks and repeat: as fares.switch_grace. Source: docs/decisions/grace-mode.md.
create or replace function ops.switch_grace(
  p_session bytea,
  p_to      text,    -- on or off
  p_reason  text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.switch_grace') then
    return access.refuse(p_function => 'ops.switch_grace', p_subject => 'fares.grace_periods');
  end if;
  v_outcome := fares.switch_grace(p_to => p_to, p_user_id => v_user_id, p_reason => p_reason,
                                  p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'ops.switch_grace');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.switch_grace is 'Outcomes of fares.switch_grace, or absent (not allowed). Raises LFA60, LFA61.';

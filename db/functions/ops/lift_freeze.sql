-- Lets money out again for a person who answered ZUIA, by one member of staff who has spoken to them.
-- Locks and repeat: see payouts.lift_freeze. Source: docs/decisions/payouts.md.
create or replace function ops.lift_freeze(p_session bytea, p_user_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_outcome   text;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.lift_freeze') then
    return access.refuse(p_function => 'ops.lift_freeze', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := payouts.lift_freeze(p_by => v_caller_id, p_user_id => v_person_id, p_reason => p_reason);
  if v_outcome = 'oneself' then
    perform access.refuse(p_function => 'ops.lift_freeze', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.lift_freeze');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.lift_freeze is 'Outcomes of payouts.lift_freeze, or absent (no such person, or not allowed). '
  'Raises LFA60, LFA61, LFA86.';

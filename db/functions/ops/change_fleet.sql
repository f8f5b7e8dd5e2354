-- Does one step of onboarding, by staff. What moves or ends a vehicle needs a fresh second factor.
-- Locks and repeat: see fleet.change_fleet. Source: docs/decisions/onboarding.md.
create or replace function ops.change_fleet(
  p_session bytea,
  p_action  text,
  p_subject text,
  p_typed   jsonb
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_document  jsonb := jsonb_build_object('outcome', 'absent');
begin
  if access.has_permission(p_user_id => v_user_id, p_function => 'ops.change_fleet') then
    if p_action in ('close', 'reopen', 'move', 'transfer') then
      perform accounts.require_reauthentication(p_session => p_session);
    end if;
    v_document := fleet.change_fleet(v_user_id, null::bigint[], p_action, p_subject, p_typed);
  end if;
  if v_document ->> 'outcome' = 'absent' then
    return access.refuse(p_function => 'ops.change_fleet', p_subject => 'fleet:' || p_action);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.change_fleet');
  return v_document;
end $$;
comment on function ops.change_fleet is
  'Outcome of fleet.change_fleet, or absent (no such thing, or not theirs). Raises LFA60, LFA61, LFA86, LFN30, LFC31.';

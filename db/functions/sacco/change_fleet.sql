-- Does one step of onboarding, by a SACCO's admin for the SACCO. What moves or ends a vehicle needs a fresh second
-- factor. Locks and repeat: see fleet.change_fleet. Source: docs/decisions/onboarding.md.
create or replace function sacco.change_fleet(
  p_session bytea,
  p_action  text,
  p_subject text,
  p_typed   jsonb
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.change_fleet', p_scope_kind => 'sacco');
  v_document  jsonb := jsonb_build_object('outcome', 'absent');
begin
  if v_sacco_ids <> '{}' then
    if p_action in ('close', 'reopen', 'move', 'transfer') then
      perform accounts.require_reauthentication(p_session => p_session);
    end if;
    v_document := fleet.change_fleet(v_user_id, v_sacco_ids, p_action, p_subject, p_typed);
  end if;
  if v_document ->> 'outcome' = 'absent' then
    return access.refuse(p_function => 'sacco.change_fleet', p_subject => 'fleet:' || p_action);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'sacco.change_fleet',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.change_fleet is
  'Outcome of fleet.change_fleet, or absent (no such thing, or not theirs). Raises LFA60, LFA61, LFA86, LFN30, LFC31.';

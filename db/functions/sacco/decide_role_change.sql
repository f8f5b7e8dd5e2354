-- Approves or declines a proposal about a SACCO's crew, by its treasurer.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: see access.decide_role_change. Repeat: a decision stays.
create or replace function sacco.decide_role_change(
  p_session bytea, p_change_id text, p_decision text, p_reason text default null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids    bigint[] := access.scope_ids(
                v_user_id, p_function => 'sacco.decide_role_change', p_scope_kind => 'sacco');
  v_change_id bigint := (select c.change_id from access.role_changes c
                          where c.change_id::text = p_change_id and c.role = 'crew'
                            and access.sacco_of(c.scope_kind, c.scope_id, c.made_at) = any (v_sacco_ids));
  v_outcome   text;
begin
  if v_change_id is null then
    return access.refuse(p_function => 'sacco.decide_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := access.decide_role_change(v_user_id, v_change_id, p_decision, p_reason);
  if v_outcome = 'same_person' then
    perform access.refuse(p_function => 'sacco.decide_role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'sacco.decide_role_change',
                                    p_scope_ids => v_sacco_ids);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function sacco.decide_role_change is
  'Outcome of access.decide_role_change, or absent (no such crew change, or no treasurer). Raises LFA60, LFA61, '
  'LFA86, LFV80 (decision).';

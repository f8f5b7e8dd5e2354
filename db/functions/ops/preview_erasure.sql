-- Previews the erasure of a person: what goes and what stays. Locks: as accounts.signed_in_user.
create or replace function ops.preview_erasure(p_session bytea, p_phone_hash bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.preview_erasure') then
    return access.refuse(p_function => 'ops.preview_erasure', p_subject => 'privacy.phones');
  end if;
  return privacy.preview_erasure(p_phone_hash => p_phone_hash)
    || jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
         'now', clock_timestamp() at time zone config.setting(p_setting => 'time_zone'),
         'needs_code', not accounts.is_reauthenticated(p_session => p_session));
end $$;
comment on function ops.preview_erasure is 'figures and blockers (see privacy.preview_erasure) and code '
  '(re-authentication is needed), or {"outcome": "absent"} when not allowed. Raises LFA60.';

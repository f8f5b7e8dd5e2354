-- Stores a new person's phone, sealed by the web, so that a role can be proposed for them. They have no password yet
-- and can't sign in; resetting it by a code to that phone gives them one.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: a known phone is the person we know, unchanged.
create or replace function ops.register_person(
  p_session bytea, p_phone_hash bytea, p_phone_sealed bytea, p_last3 text, p_name_sealed bytea
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id bigint;
  v_outcome text := case when exists (select from accounts.users u where u.phone_hash = p_phone_hash)
                         then 'known' else 'registered' end;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.register_person') then
    return access.refuse(p_function => 'ops.register_person', p_subject => 'accounts.users');
  end if;
  v_person_id := accounts.ensure_user(p_phone_hash => p_phone_hash, p_phone_sealed => p_phone_sealed,
    p_last3 => p_last3, p_name_sealed => p_name_sealed, p_sacco_id => null);
  perform access.require_permission(p_session => p_session, p_function => 'ops.register_person');
  return jsonb_build_object('outcome', v_outcome, 'user_id', v_person_id);
end $$;
comment on function ops.register_person is
  'Outcome registered or known (already, unchanged) with user_id, or absent (not allowed). Raises LFA60, LFA61.';

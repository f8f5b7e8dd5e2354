-- Erases a person who asked for it, after staff made sure that it was that person.
-- Source: docs/decisions/privacy-and-keys.md. Locks: as privacy.erase_phone. Repeat: unknown.
create or replace function ops.erase_person(p_session bytea, p_phone_hash bytea, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_document jsonb;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.erase_person') then
    return access.refuse(p_function => 'ops.erase_person', p_subject => 'privacy.phones');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  if length(btrim(p_reason)) between 5 and 500 is not true then
    return jsonb_build_object('outcome', 'no_reason');
  end if;
  v_document := privacy.erase_phone(p_phone_hash => p_phone_hash, p_by => 'user:' || v_user_id, p_reason => p_reason);
  perform audit.record_event(p_action => 'erase_person', p_subject => 'privacy.erasures', p_after => v_document);
  perform access.require_permission(p_session => p_session, p_function => 'ops.erase_person');
  return v_document;
end $$;
comment on function ops.erase_person is
  'Outcomes of privacy.erase_phone, no_reason, or absent (not allowed). Raises LFA60, LFA61, LFA86.';

-- Disables a person at once, by one member of staff alone: it only takes rights away, and waiting costs money.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: see accounts.disable_person. Repeat: already.
create or replace function ops.disable_person(p_session bytea, p_user_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id   bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_document jsonb;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.disable_person') then
    return access.refuse(p_function => 'ops.disable_person', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_document := accounts.disable_person(p_by => v_caller_id, p_user_id => v_person_id, p_reason => p_reason);
  if v_document ->> 'outcome' in ('oneself', 'last') then
    perform access.refuse(p_function => 'ops.disable_person', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.disable_person');
  return v_document;
end $$;
comment on function ops.disable_person is
  'Outcome of accounts.disable_person, or absent (no such person, or not allowed); oneself and last are refusals. '
  'Raises LFA60, LFA61, LFA86.';

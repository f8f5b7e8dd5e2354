-- An operator or a finance officer shuts somebody out, at once and alone: it only takes something away, and waiting costs money.
-- Source: issue 3; decision 0081. Locks: see security.disable_person. Repeat: already.
create or replace function ops.disable_person(
  p_session bytea,
  p_user_id text,    -- as it stands in the address
  p_reason  text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := security.signed_in_user(p_session => p_session);
  v_person   bigint := (select u.user_id from security.users u where u.user_id::text = p_user_id);
  v_document jsonb;
begin
  if v_person is null or not security.may(p_user_id => v_user_id, p_door => 'ops.disable_person') then
    return security.refuse(p_door => 'ops.disable_person', p_subject => 'security.users:' || p_user_id);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  v_document := security.disable_person(p_by => v_user_id, p_user_id => v_person, p_reason => p_reason);
  if v_document ->> 'outcome' in ('oneself', 'last') then
    perform security.refuse(p_door => 'ops.disable_person', p_subject => 'security.users:' || p_user_id);
  end if;
  return v_document;
end $$;
comment on function ops.disable_person(bytea, text, text) is
  'Outcome of security.disable_person, or absent (no such person, or neither operator nor finance officer); oneself and last leave a refused act in the trail. Raises LFA60 (not signed in), LFA86 (second step too long ago).';

-- An operator finds out that two phones are one person's: from now on their duties count as one's.
-- It only ever takes something away, so one person may do it.
-- Source: issue 3, Roles; decision 0061. Locks: see security.join_accounts. Repeat: joined is joined.
create or replace function ops.join_accounts(
  p_session bytea,
  p_user_id text,    -- as it stands in the address
  p_other   text     -- number of the other account, as typed
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_person  bigint := (select u.user_id from security.users u where u.user_id::text = p_user_id);
  v_other   bigint := (select u.user_id from security.users u where u.user_id::text = btrim(p_other) and u.user_id <> v_person);
begin
  if v_person is null or v_other is null or not security.may(p_user_id => v_user_id, p_door => 'ops.join_accounts') then
    return security.refuse(p_door => 'ops.join_accounts', p_subject => 'security.users:' || coalesce(p_user_id, '') || ',' || p_other);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  return jsonb_build_object('outcome', 'joined',
    'user_id', security.join_accounts(p_user_id => v_person, p_other => v_other));
end $$;
comment on function ops.join_accounts(bytea, text, text) is
  'Outcome joined with the person''s first account, or absent (no such accounts, the same one twice, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago), LFC74, LFC75 (see security.join_accounts).';

-- An operator finds out that two phones are one person's, and says so; a finance officer who is neither decides.
-- Source: issue 3, Roles; decision 0088. Locks: see security.propose_join. Repeat: waiting.
create or replace function ops.propose_join(
  p_session bytea,
  p_user_id text,    -- as it stands in the address
  p_other   text,    -- number of the other account, as typed
  p_reason  text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_person  bigint := (select u.user_id from security.users u where u.user_id::text = p_user_id);
  v_other   bigint := (select u.user_id from security.users u where u.user_id::text = btrim(p_other) and u.user_id <> v_person);
begin
  if v_person is null or not security.may(p_user_id => v_user_id, p_door => 'ops.propose_join') then
    return security.refuse(p_door => 'ops.propose_join', p_subject => 'security.users:' || coalesce(p_user_id, '') || ',' || p_other);
  elsif v_other is null then
    perform security.refuse(p_door => 'ops.propose_join', p_subject => 'security.users:' || p_user_id || ',' || p_other);
    return jsonb_build_object('outcome', 'no_other');
  end if;
  return security.propose_join(p_made_by => v_user_id, p_act => 'join', p_user_id => v_person, p_other => v_other, p_reason => p_reason);
end $$;
comment on function ops.propose_join(bytea, text, text, text) is
  'Outcome of security.propose_join, no_other (no such other account, or the same one twice), or absent (no such person, or no operator). Raises LFA60 (not signed in).';

-- Two accounts were joined and are not one person's after all: an operator says so; a finance officer who is none of
-- them decides.
-- Source: issue 3, Roles; decision 0088. Locks: see security.propose_join. Repeat: waiting.
create or replace function ops.propose_separation(
  p_session bytea,
  p_user_id text,    -- as it stands in the address: the account that leaves the others
  p_reason  text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_person  bigint := (select u.user_id from security.users u where u.user_id::text = p_user_id);
  v_other   bigint := (array_remove(security.accounts_of(p_user_id => v_person), v_person))[1];
begin
  if v_person is null or not security.may(p_user_id => v_user_id, p_door => 'ops.propose_separation') then
    return security.refuse(p_door => 'ops.propose_separation', p_subject => 'security.users:' || p_user_id);
  elsif v_other is null then
    return jsonb_build_object('outcome', 'not_joined');
  end if;
  return security.propose_join(p_made_by => v_user_id, p_act => 'separate', p_user_id => v_person, p_other => v_other, p_reason => p_reason);
end $$;
comment on function ops.propose_separation(bytea, text, text) is
  'Outcome of security.propose_join, not_joined (the person has no other account), or absent (no such person, or no operator). Raises LFA60 (not signed in).';

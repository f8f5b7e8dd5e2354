-- Two accounts were taken for one person's, and are not: from now on this one is a person of its own, and the others stay
-- together. What an account signed while it counted as the first one's stays signed by both.
-- Source: decision 0088. Locks: the one of security.disable_person, then the person's accounts. Repeat: nothing to separate.
create or replace function security.separate_accounts(
  p_user_id bigint,   -- leaves the others
  p_other   bigint    -- one of them; nothing happens if it is not any more
) returns void
language plpgsql as $$
declare
  v_rest bigint[];
begin
  perform from security.roles r where r.role = 'finance' for no key update;
  perform 1 from security.users u where u.user_id = any (security.accounts_of(p_user_id => p_user_id)) order by u.user_id for no key update;
  v_rest := array_remove(security.accounts_of(p_user_id => p_user_id), p_user_id);
  if p_other <> all (v_rest) then
    return;
  end if;
  update security.users u set same_person_as = null where u.user_id = p_user_id;
  update security.users u set same_person_as = nullif(v_rest[1], u.user_id) where u.user_id = any (v_rest);
  perform audit.record_event(p_action => 'separate_accounts', p_subject => 'security.users:' || p_user_id,
                             p_after => jsonb_build_object('others', v_rest));
  perform security.tell_person(p_user_id => u.user_id, p_key => 'sms_separated') from security.users u
   where u.user_id = any (p_user_id || v_rest) and u.phone_sealed <> '';
end $$;
comment on function security.separate_accounts(bigint, bigint) is
  'Makes an account a person of its own, tells everybody concerned by SMS; nothing when the two are not one person. Raises nothing.';

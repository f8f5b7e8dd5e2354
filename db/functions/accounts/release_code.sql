-- Stores a code that the database owner hands over by hand, because there is no SMS gateway yet or the phone is gone.
-- It is in the audit log, and guesses begin anew. No page calls it.
-- Locks: the person's row. Repeat: a newer code replaces the older one. Source: docs/decisions/sign-in.md.
create or replace function accounts.release_code(p_phone_hash bytea, p_purpose text, p_code_hash bytea) returns text
language plpgsql as $$
declare
  v_user_id bigint;
  v_minutes int := config.setting(p_setting => 'second_factor_offer_minutes')::int;
begin
  select u.user_id into v_user_id from accounts.users u where u.phone_hash = p_phone_hash and u.disabled_at is null
    for no key update;
  if not found then
    return 'absent';
  elsif p_purpose = 'second_factor'
    and exists (select from accounts.second_factors s where s.user_id = v_user_id and s.confirmed_at is not null) then
    return 'set_up';
  end if;
  -- Whoever guessed before must not keep the person out.
  update accounts.one_time_codes c set tries = 0, tried_at = null
   where c.user_id = v_user_id and c.purpose = p_purpose and c.tried_at is not null;
  insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
  values (v_user_id, p_purpose, p_code_hash, clock_timestamp() + v_minutes * interval '1 minute');
  perform audit.record_event(p_action => 'release_code', p_subject => 'accounts.users:' || v_user_id,
    p_after => jsonb_build_object('purpose', p_purpose));
  return 'given';
end $$;
comment on function accounts.release_code is 'Outcome given (good for second_factor_offer_minutes; nothing was sent), '
  'set_up (they have an app: forget the second factor first) or absent (no such person, or disabled). Raises nothing.';

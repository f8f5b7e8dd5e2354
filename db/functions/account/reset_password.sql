-- Sets a new password for the person whose code from the SMS is right. It opens no session: they sign in with the new
-- password, and with the second factor where one is due.
-- Locks: as accounts.verify_code. Repeat: a code is right once. Wrong ones are counted, so they are outcomes.
create or replace function account.reset_password(
  p_phone_hash bytea,
  p_code_hash  bytea,   -- keyed hash of the digits that were typed
  p_salt       bytea,
  p_params     text,
  p_verifier   bytea,   -- sha256 of the new password's argon2id output
  p_device     bytea    -- sha256 of the browser's device token; null: it has none
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash
    and u.disabled_at is null);
  v_parsed  text := coalesce(accounts.verify_code(p_user_id => v_user_id, p_purpose => 'reset_password',
                      p_amount_cents => null, p_destination => null, p_code_hash => p_code_hash, p_device => p_device),
                        'wrong');
begin
  if v_parsed <> 'right' then
    perform audit.note_refusal(p_action => 'reset_password', p_after => jsonb_build_object('code', v_parsed),
                                  p_subject => 'accounts.users:' || coalesce(v_user_id::text, 'unknown'));
    return 'refused';
  end if;
  perform audit.record_event(p_action => 'reset_password', p_subject => 'accounts.users:' || v_user_id,
                             p_after => jsonb_build_object('code', v_parsed));
  perform accounts.set_password(p_user_id => v_user_id, p_salt => p_salt, p_params => p_params,
    p_verifier => p_verifier);
  return 'reset';
end $$;
comment on function account.reset_password is
  'Outcome reset, or refused (wrong, old or used code, too many guesses, unknown phone: the answer is the same). '
  'Raises LFV61 (salt, parameters or verifier malformed).';

-- Sends a code by SMS to a person who forgot the password. The answer is the same for a phone we don't know.
-- Locks: as accounts.send_code. Repeat: sends a newer code, or none when it is too often.
create or replace function account.ask_password_code(
  p_phone_hash  bytea,
  p_code_hash   bytea,   -- keyed hash of the digits
  p_code_sealed bytea,   -- the digits, sealed
  p_device      bytea    -- sha256 of the browser's device token; null: it has none
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash
    and u.disabled_at is null);
  v_outcome text := 'unknown phone';
begin
  if v_user_id is not null then
    v_outcome := accounts.send_code(p_user_id => v_user_id, p_purpose => 'reset_password', p_amount_cents => null,
      p_destination => null, p_code_hash => p_code_hash, p_code_sealed => p_code_sealed, p_device => p_device);
  end if;
  -- Anybody may ask for any phone: many requests are counted in one row, as refusals are.
  perform audit.note_refusal(p_action => 'ask_password_code', p_after => jsonb_build_object('outcome', v_outcome),
    p_subject => 'accounts.users:' || coalesce(v_user_id::text, 'unknown'));
  return 'asked';
end $$;
comment on function account.ask_password_code is 'Always asked; the audit log says what was sent. Raises nothing.';

-- Screen pin_new: a crew member chooses a PIN, on their own phone only.
-- Locks: none. Repeat: the same but for the salt. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_pin_new(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_pin     accounts.typed_pin    -- null: not five digits
) returns ussd.ussd_sessions language plpgsql as $$
begin
  if p_key !~ '^[0-9]{5}$' or p_pin.key_ids is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_pin_digits', p_args => '{}');
  elsif accounts.is_weak_pin(p_digits => p_key, p_door_code => p_session.context #>> '{crew,code}') then
    return ussd.hint(p_session => p_session, p_key => 'ussd_pin_weak', p_args => '{}');
  end if;
  return ussd.forward(p_session => p_session, p_state => 'pin_again',
    p_choices => jsonb_build_object('chosen', to_jsonb(accounts.salt_pin(p_user_id => null, p_pin => p_pin))));
end $$;
comment on function ussd.answer_pin_new is
  'The session on screen pin_again, with the salted hash of the PIN, or on this one with a hint. Raises nothing.';

-- Checks what a crew member sent by SMS: "4628 SIMBA 27", or "SIMBA 27" of who works on one vehicle. The answer comes
-- by SMS. Who is no crew of that vehicle hears nothing: an answer would cost money and tell a stranger who paid.
-- Locks: see fares.check_word. Repeat: telco.take_sms takes each message once. Source:
-- docs/decisions/crews-and-trips.md.
create or replace function fares.check_by_sms(
  p_phone_hash bytea,
  p_message_id text,   -- the gateway's
  p_text       text,
  p_at         timestamptz
) returns text language plpgsql as $$
declare
  v_user    accounts.users;
  v_own     bigint[];
  v_typed   text[] := regexp_match(p_text, '^\s*([0-9]{3,6})\s+(\S.*)$');
  v_vehicle bigint := fleet.find_vehicle(p_account => v_typed[1], p_at => p_at);
  v_card    jsonb;
begin
  select u.* into v_user from accounts.users u where u.phone_hash = p_phone_hash and u.disabled_at is null;
  v_own := accounts.crew_vehicles(p_user_id => v_user.user_id);
  if v_vehicle is null and cardinality(v_own) = 1 then
    v_vehicle := v_own[1];
    v_typed := array[null, p_text];
  end if;
  if v_vehicle = any (v_own) is not true then
    return 'absent';
  end if;
  perform audit.name_actor(p_user_id => v_user.user_id);
  v_card := fares.check_word(p_vehicle_id => v_vehicle, p_text => v_typed[2], p_user_id => v_user.user_id,
                             p_at => p_at);
  perform messaging.enqueue(p_topic => 'sms', p_key => 'check/' || p_message_id, p_payload => jsonb_build_object(
    'phone_hash', encode(p_phone_hash, 'hex'),
    'text', fares.check_sentence(p_card => v_card, p_lang => v_user.lang)));
  return v_card ->> 'outcome';
end $$;
comment on function fares.check_by_sms is 'Outcome of fares.check_word, or absent (not crew of that vehicle). Raises '
  'nothing.';

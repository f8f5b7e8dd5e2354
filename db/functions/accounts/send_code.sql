-- Sends a one-time code to a person's own phone. The web generates the digits and sends a keyed hash of them, and a
-- sealed text that the worker opens when it sends the SMS. Each purpose has its own limit: many requests for new
-- passwords, which anybody can make, don't stop an enrolment. A browser that the person has signed in with also has its
-- own, so strangers don't use up the person's. Locks: the person's row, so that concurrent requests are counted one by
-- one. Repeat: a newer code replaces the older one. Too many are not sent, which is an outcome.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.send_code(
  p_user_id      bigint,
  p_purpose      text,     -- the SMS is the text sms_code_<purpose>
  p_amount_cents bigint,   -- null: it is about no money
  p_destination  text,     -- null: none; never a phone number in clear
  p_code_hash    bytea,    -- keyed hash of the digits
  p_code_sealed  bytea,    -- the digits, sealed
  p_device       bytea     -- sha256 of the browser's device token; null: it has none
) returns text language plpgsql as $$
declare
  v_user    accounts.users;
  v_now     timestamptz;
  v_minutes text := config.setting(p_setting => 'code_minutes');
  v_code_id bigint;
  v_device  bigint := (select d.device_id from accounts.devices d
                        where d.user_id = p_user_id and d.device_hash = p_device);
begin
  select u.* into strict v_user from accounts.users u where u.user_id = p_user_id for no key update;
  v_now := clock_timestamp();
  if (select count(*) filter (where c.sent_at > v_now - interval '1 minute')
               >= config.setting(p_setting => 'codes_a_minute')::int
             or count(*) >= config.setting(p_setting => 'codes_an_hour')::int
        from accounts.one_time_codes c
       where c.user_id = p_user_id and c.purpose = p_purpose and c.sent_at > v_now - interval '1 hour'
         and c.asked_from is not distinct from v_device) then
    return 'too_often';
  end if;
  insert into accounts.one_time_codes (user_id, purpose, amount_cents, destination, code_hash, asked_from, sent_at,
    expires_at) values (p_user_id, p_purpose, p_amount_cents, p_destination, p_code_hash, v_device, v_now,
    v_now + v_minutes::int * interval '1 minute') returning code_id into v_code_id;
  perform messaging.enqueue(p_topic => 'sms', p_key => 'code/' || v_code_id, p_payload => jsonb_build_object(
    'phone_hash', encode(v_user.phone_hash, 'hex'), 'code_sealed', encode(p_code_sealed, 'hex'),
    'text', messaging.say(p_key => 'sms_code_' || p_purpose, p_lang => v_user.lang, p_args => array['{code}', v_minutes,
              messaging.money_text(p_cents => p_amount_cents), p_destination])));
  return 'sent';
end $$;
comment on function accounts.send_code is
  'Outcome sent, or too_often (nothing was sent). Raises LFN50 (no text for that purpose).';

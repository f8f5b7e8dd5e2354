-- Answers one step of a USSD session for the web: the passenger dialled or pressed a key. Source: docs/mobile-money.md,
-- 2.1; docs/decisions/ussd-menu.md; docs/decisions/crews-and-trips.md. Locks: the session's row, the SIM's and the
-- session's buckets. Repeat: a repeated step gets the same reply and has one effect.
create or replace function telco.dial_ussd(
  p_session_id   text,
  p_input        text,      -- everything typed so far, joined by stars, or the last answer: see p_input_mode
  p_input_mode   text,      -- cumulative or last_key: what the gateway sends
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_phone_last3  text,
  p_network      text,      -- the gateway's code for the network; empty if it names none
  p_service_code text,      -- what was dialled
  p_pin_key_ids  text[] default null,   -- when the last answer is five digits: the web's look-up keys, newest first
  p_pin_hashes   bytea[] default null,  -- the HMAC of those digits under each key: it may be a crew's PIN
  p_codes        jsonb default null     -- of withdrawals, hex: new_hash, new_sealed (a code to send), typed_hash
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_at      constant timestamptz := clock_timestamp();
  v_session ussd.ussd_sessions;
  v_input   text;     -- p_input without our own code; null: a repeated dial
  v_path    text;     -- everything typed so far
  v_keys    text[];
  v_wait    int;
begin
  if length(p_input) > 400 or length(p_input) - length(replace(p_input, '*', '')) > 60 then
    return 'END ' || messaging.say(p_key => 'ussd_invalid', p_lang => 'sw', p_args => '{}');
  elsif p_network <> '' and p_network <> all (string_to_array(config.setting(p_setting => 'ussd_networks'), ',')) then
    return 'END ' || messaging.say(p_key => 'ussd_network', p_lang => 'sw', p_args => '{}');
  end if;
  v_wait := greatest(
    config.consume_rate_limit(p_limit_name => 'ussd', p_per => 'sim', p_key => p_phone_hash, p_at => v_at),
    config.consume_rate_limit(p_limit_name => 'ussd', p_per => 'session',
      p_key => sha256(convert_to(p_session_id, 'UTF8')), p_at => v_at));
  if v_wait > 0 then
    perform audit.note_refusal(p_action => 'too_often', p_subject => 'config.rate_limits:ussd', p_after => null);
    return 'END ' || messaging.say(p_key => 'ussd_too_often', p_lang => 'sw',
      p_args => array[ceil(v_wait / 60.0)::text]);
  end if;
  v_session := ussd.open_session(p_session_id => p_session_id, p_phone_hash => p_phone_hash,
    p_phone_sealed => p_phone_sealed, p_phone_last3 => p_phone_last3, p_network => p_network,
    p_service_code => regexp_replace(coalesce(p_service_code, ''), '[0-9]{5,}', '-', 'g'), p_at => v_at);
  if v_session.phone_hash <> p_phone_hash then
    perform audit.note_refusal(p_action => 'session_refused', p_subject => 'ussd.ussd_sessions', p_after => null);
    return 'END ' || messaging.say(p_key => 'ussd_invalid', p_lang => 'sw', p_args => '{}');
  elsif v_session.reply is null then
    v_session.dialled := ussd.dialled_code(p_input => p_input, p_service_code => p_service_code);
  end if;
  v_input := ussd.without_code(p_session => v_session, p_input => coalesce(p_input, ''), p_input_mode => p_input_mode);
  v_path := case when p_input_mode = 'last_key' and v_session.input <> '' then v_session.input || '*' || v_input
                 else v_input end;
  if length(v_path) > 400 or length(v_path) - length(replace(v_path, '*', '')) > 60 then
    return 'END ' || messaging.say(p_key => 'ussd_invalid', p_lang => 'sw', p_args => '{}');
  end if;
  v_keys := case when v_input is not null then
    ussd.new_keys(p_session => v_session, p_input => v_input, p_input_mode => p_input_mode, p_at => v_at) end;
  if v_keys is null or v_session.state = 'end' then
    return v_session.reply;
  end if;
  if v_session.state in ('payout_confirm', 'payout_code') then   -- of this step only; no other screen reads it
    v_session.context := v_session.context || jsonb_build_object('code', p_codes);
  end if;
  v_session := ussd.step(p_session => v_session, p_keys => v_keys, p_at => v_at,
    p_pin => row(p_pin_key_ids, p_pin_hashes)::accounts.typed_pin);
  update ussd.ussd_sessions s
     set lang = v_session.lang, state = v_session.state, context = case when v_session.context ?| '{hint,code}'
           then v_session.context - '{hint,code}'::text[] else v_session.context end,
         hops = s.hops + 1, input = ussd.mask_secrets(p_secret_at => v_session.secret_at, p_input => v_path),
         secret_at = v_session.secret_at, dialled = v_session.dialled,
         reply = case v_session.state when 'end' then 'END ' else 'CON ' end
                 || ussd.screen(p_session => v_session, p_at => v_at),
         last_at = v_at, payment_ref = v_session.payment_ref,
         ended_at = case v_session.state when 'end' then coalesce(s.ended_at, v_at) end
   where s.session_id = p_session_id
  returning s.reply into v_session.reply;
  return v_session.reply;
end $$;
comment on function telco.dial_ussd is
  'Returns the whole reply: "CON …" (the menu goes on) or "END …". Answers END and stores nothing for input over 400 '
  'characters or 60 parts (also of a whole session), a session of another SIM (a counted refusal), a SIM or session '
  'over its rate limit, and a network that can''t pay by M-Pesa. Raises LFB40, LFB90, LFV41, LFV42 (see '
  'mobile_money.open_intent), LFF10 (see mobile_money.claim_suspense), LFA61, LFF11 (see '
  'ussd.answer_payout_code).';

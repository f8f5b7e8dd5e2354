-- Tells a person by SMS, on the account's own phone, that their account was changed. The text p_key may have one blank,
-- the time. Locks: none. Repeat: one message per key, person and transaction.
create or replace function accounts.notify_person(p_user_id bigint, p_key text) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => p_key || '/' || u.user_id || '/' || pg_current_xact_id(),
           p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
             'text', messaging.say(p_key => p_key, p_lang => u.lang,
                       p_args => array[to_char(clock_timestamp() at time zone config.setting(p_setting => 'time_zone'),
                         'DD/MM HH24:MI')])))
    from accounts.users u where u.user_id = p_user_id
$$;
comment on function accounts.notify_person is
  'Puts an SMS with the time of day into the outbox; nothing for an unknown account. Raises LFN50 (no such text).';

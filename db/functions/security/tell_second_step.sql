-- An app was set up, moved or lost: the person hears of it, in case it was somebody else.
-- Source: issue 3, Sign-in; decision 0065. Locks: none. Repeat: once a transaction.
create or replace function security.tell_second_step(
  p_user_id bigint
) returns void
language sql volatile as $$
  select messaging.enqueue(p_topic => 'sms', p_key => 'second_step/' || u.user_id || '/' || pg_current_xact_id(),
    p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_second_step_changed', p_lang => u.lang,
                p_args => array[to_char(clock_timestamp() at time zone security.setting(p_setting => 'time_zone'), 'DD/MM HH24:MI')])))
    from security.users u where u.user_id = p_user_id
$$;
comment on function security.tell_second_step(bigint) is
  'Puts an SMS to that person into the outbox. Raises nothing.';

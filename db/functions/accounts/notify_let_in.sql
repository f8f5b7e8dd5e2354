-- Tells a person without a password by SMS that they have been let in: where to sign in and how to set a password; a
-- crew, which chooses a PIN, what to dial. Locks: none. Repeat: one message a person, role and transaction.
create or replace function accounts.notify_let_in(p_user_id bigint, p_role text) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => 'sms_let_in/' || u.user_id || '/' || p_role || '/'
             || pg_current_xact_id(),
           p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
             'text', messaging.say(p_key => case p_role when 'crew' then 'sms_let_in_crew' else 'sms_let_in' end,
               p_lang => u.lang, p_args => array[case p_role when 'crew' then accounts.crew_dial_code()
                 else config.setting(p_setting => 'pages_address') end])))
    from accounts.users u
   where u.user_id = p_user_id and (p_role = 'crew' or u.password_verifier is null)
$$;
comment on function accounts.notify_let_in is
  'Puts an SMS into the outbox; nothing for whom has a password, or is unknown. Raises LFN50 (no such text).';

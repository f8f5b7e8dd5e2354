-- Answers an SMS that says POINTI: what the SIM has. Locks: none. Repeat: one answer to a message.
create or replace function loyalty.answer_sms(p_phone_hash bytea, p_message_id text) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => 'points/' || p_message_id, p_payload => jsonb_build_object(
           'phone_hash', encode(f.phone_hash, 'hex'), 'text', 'Lipa Fare: ' || loyalty.say_points(
             p_phone_hash => f.phone_hash, p_lang => f.lang)))
    from privacy.phones f where f.phone_hash = p_phone_hash and f.phone_sealed <> ''
$$;
comment on function loyalty.answer_sms is 'Puts an SMS into the outbox, for a SIM whose number we have. Raises LFN50.';

-- Tells a payer by SMS what they paid too much or too little for a fare, when we have the number. Locks: none. Repeat:
-- once for each text.
create or replace function fares.notify_change(p_receipt text, p_key text, p_cents bigint) returns void
language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => format('%s/%s', p_receipt, p_key),
           p_payload => jsonb_build_object('phone_hash', encode(f.phone_hash, 'hex'),
             'text', messaging.say(p_key => p_key, p_lang => f.lang, p_args => array[
               messaging.money_text(p_cents => p_cents), p_receipt, config.setting(p_setting => 'ussd_code')])))
    from privacy.phones f where f.phone_hash = fares.payer_of(p_receipt => p_receipt) and f.phone_sealed <> ''
$$;
comment on function fares.notify_change is 'Puts an SMS into the outbox. Raises LFN50 (no such text).';

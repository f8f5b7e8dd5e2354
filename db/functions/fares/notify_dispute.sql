-- Tells the passenger about their dispute, by SMS, when we have the number. Locks: none. Repeat: once for each text.
create or replace function fares.notify_dispute(p_dispute_id bigint, p_key text) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => format('dispute/%s/%s', d.dispute_id, p_key),
           p_payload => jsonb_build_object('phone_hash', encode(f.phone_hash, 'hex'),
             'text', messaging.say(p_key => p_key, p_lang => f.lang, p_args => case p_key
               when 'sms_dispute_opened' then array[d.receipt, messaging.money_text(p_cents => g.amount_cents)]
               else array[d.receipt, left(d.reason, 40), config.setting(p_setting => 'help_phone')] end)))
    from fares.disputes d join fares.fares g using (receipt)
    join privacy.phones f on f.phone_hash = d.phone_hash and f.phone_sealed <> ''
   where d.dispute_id = p_dispute_id
$$;
comment on function fares.notify_dispute is 'Puts an SMS into the outbox. Raises LFN50 (no such text).';

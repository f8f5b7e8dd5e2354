-- Tells the passenger what they get back, by SMS, when we have the number. Locks: none. Repeat: once for
-- each text and amount. Does nothing for 0.
create or replace function fares.notify_refund(p_refund_id bigint, p_key text, p_cents bigint) returns void
  language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => concat_ws('/', 'refund', r.refund_id, p_key, nullif(p_cents,
    r.amount_cents)),
           p_payload => jsonb_build_object('phone_hash', encode(f.phone_hash, 'hex'),
             'text', messaging.say(p_key => p_key, p_lang => f.lang, p_args => array[
               messaging.money_text(p_cents => p_cents), r.receipt, config.setting(p_setting => 'help_phone')])))
    from fares.refunds r join privacy.phones f on f.phone_hash = r.phone_hash and f.phone_sealed <> ''
   where r.refund_id = p_refund_id and p_cents > 0
$$;
comment on function fares.notify_refund is 'Puts an SMS into the outbox. Raises LFN50 (no such text).';

-- Tells the person who asked for a payout what became of it, by SMS; why it failed in their own language, where the
-- operator's code has a text (sms_reason_<code>). Locks: none. Repeat: once for each state.
create or replace function payouts.notify(p_payout payouts.payouts) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => 'payout/' || p_payout.payout_ref || '/' || p_payout.state,
           p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
             'text', messaging.say(p_key => 'sms_payout_' || p_payout.state, p_lang => u.lang, p_args => array[
               messaging.money_text(p_cents => p_payout.amount_cents),
               payouts.destination_text(p_payout.channel, p_payout.short_code, p_payout.tail),
               messaging.money_text(p_cents => p_payout.fee_cents), p_payout.receipt,
               coalesce((select messaging.say(p_key => t.key, p_lang => u.lang, p_args => '{}') from messaging.texts t
                          where t.key = 'sms_reason_' || lower(p_payout.result_code)), left(p_payout.reason, 60)),
               config.setting(p_setting => 'help_phone')])))
    from accounts.users u where u.user_id = p_payout.requested_by
$$;
comment on function payouts.notify is
  'Puts an SMS into the outbox; nothing where no person asked. Raises LFN50 (no text for that state).';

-- Describes how a payment reached us, for pages about one fare: which messages, when, how often, what was odd, how it
-- was paid, and whether the receipt reached the passenger. A fare that credit paid, or that was moved, has a story too.
create or replace function mobile_money.payment_story(
  p_receipt text,
  p_zone    text    -- the market's clock
) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'told', (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'times', c.times_received,
               'at', c.received_at at time zone p_zone) order by c.received_at), '[]')
               from mobile_money.mpesa_callbacks c
              where c.receipt = q.receipt and c.outcome in ('posted', 'suspense')),
    'flags', coalesce(p.flags, '{}'), 'paid', fares.paid_how(p_receipt => p_receipt), 'assigned_at',
      p.assigned_at at time zone p_zone,
    'verification', (select v.state from mobile_money.verifications v
                      where v.receipt = p.receipt and v.state <> 'verified'),
    'seats', i.seats, 'stage', s.name,
    'sms', coalesce(
      (select jsonb_build_object('state', coalesce(d.status, replace(o.outcome, 'done', 'sent')),
                                 'at', o.done_at at time zone p_zone)
         from messaging.outbox_done o left join messaging.deliveries d on d.provider_id = o.provider_id
        where o.topic = 'sms' and o.key = q.receipt),
      (select jsonb_build_object('state', case b.state when 'dead' then 'dead' else 'waiting' end,
                                 'at', b.created_at at time zone p_zone)
         from messaging.outbox b where b.topic = 'sms' and b.key = q.receipt),
      '{"state": "none"}'))
    from (select split_part(p_receipt, '-', 1) as receipt) q
    left join mobile_money.payments p on p.receipt = q.receipt
    left join fares.fares f on f.receipt = p_receipt
    left join mobile_money.payment_intents i on i.payment_ref = coalesce(p.payment_ref, f.payment_ref)
    left join fleet.stages s on s.stage_id = i.stage_id
   where p.receipt is not null or f.receipt is not null
$$;
comment on function mobile_money.payment_story is
  'told (messages: kind, times, at), flags, paid (fares.paid_how), verification (its state while the money is held), '
  'assigned_at, seats and '
  'stage of the intent, sms (state: none, waiting, dead, expired, sent or the gateway''s delivery status); null for an '
  'unknown receipt.';

-- Lists what M-Pesa told us about a payment, oldest first, for pages of staff. Bodies stay sealed.
create or replace function mobile_money.messages_about(
  p_receipt     text,   -- null: none
  p_payment_ref text,   -- of the intent that it answers; null: none
  p_body_sha256 text,   -- of one message, in hex; null: none
  p_zone        text    -- the market's clock
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('callback_id', c.callback_id, 'kind', c.kind, 'outcome', c.outcome,
      'receipt', c.receipt, 'times', c.times_received, 'attempts', c.attempts,
      'at', c.received_at at time zone p_zone, 'last_at', c.last_received_at at time zone p_zone,
      'reason', mobile_money.explain_reason(p_reason => c.reason)) order by c.received_at, c.callback_id), '[]')
    from (select m.* from mobile_money.mpesa_callbacks m
           where m.receipt = p_receipt and m.outcome in ('posted', 'suspense')
          union select m.* from mobile_money.mpesa_callbacks m
           where m.receipt = p_receipt and m.outcome not in ('posted', 'suspense')
          union select m.* from mobile_money.mpesa_callbacks m
           where m.payment_ref = p_payment_ref and m.outcome not in ('posted', 'suspense')
          union select m.* from mobile_money.mpesa_callbacks m
           where m.body_sha256 = decode(case when p_body_sha256 ~ '^[0-9a-f]{64}$' then p_body_sha256 end, 'hex')
             and m.outcome not in ('posted', 'suspense')
           order by received_at limit 30) c
$$;
comment on function mobile_money.messages_about is
  'The oldest 30: callback_id, kind, outcome, receipt, times, attempts, at, last_at, reason (see '
  'mobile_money.explain_reason). Raises nothing.';

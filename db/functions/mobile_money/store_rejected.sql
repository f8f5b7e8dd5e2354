-- Stores a message that can't be posted, once per body, and raises an alarm for a conflict or quarantine. A push result
-- that contradicts a payment known later changes from failed to conflict, for staff. Locks: its row. Repeat: counts.
create or replace function mobile_money.store_rejected(
  p_kind        text,
  p_outcome     text,     -- conflict, quarantine, failed or unknown
  p_receipt     text,     -- as far as readable, or null
  p_reason      text,     -- for staff; no phone number, no name
  p_payment_ref text,
  p_payer_hash  bytea,    -- for requests of that person; null: unknown, or the receipt or payment names it
  p_body_sealed bytea,
  p_body_sha256 bytea,
  p_amount_cents bigint     default null,   -- as far as readable
  p_received_at  timestamptz default null   -- when it came, if that was earlier
) returns table (outcome text, journal_id bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  update mobile_money.mpesa_callbacks c
     set outcome = p_outcome, reason = p_reason, receipt = coalesce(left(p_receipt, 40), c.receipt)
   where c.body_sha256 = p_body_sha256 and c.kind = p_kind and c.outcome in ('failed', 'unknown')
     and p_outcome in ('conflict', 'quarantine');
  return query with kept as (
  insert into mobile_money.mpesa_callbacks
    as c (kind, receipt, outcome, reason, payment_ref, payer_hash, body_sha256, amount_cents, received_at)
  values (p_kind, left(p_receipt, 40), p_outcome, p_reason, left(p_payment_ref, 64),
          case when octet_length(p_payer_hash) = 32 then p_payer_hash end, p_body_sha256,
          p_amount_cents, least(p_received_at, clock_timestamp()))
  on conflict (body_sha256, kind) where outcome not in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.callback_id, c.times_received, c.outcome, c.journal_id
  ), body as (
    insert into mobile_money.callback_bodies (callback_id, body_sealed)
    select k.callback_id, p_body_sealed from kept k where k.times_received = 1
      and p_body_sealed is distinct from '')
  select k.outcome, k.journal_id from kept k;
  if p_outcome in ('conflict', 'quarantine') then
    perform messaging.raise_alarm(p_kind => p_outcome || '_callback',
      p_subject => coalesce(left(p_receipt, 40), encode(p_body_sha256, 'hex')), p_detail => p_kind || ': ' || p_reason);
  end if;
end $$;
comment on function mobile_money.store_rejected is
  'Stores a message with its outcome and reason; conflicts and quarantines raise an alarm.';

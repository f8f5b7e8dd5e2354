-- Keeps a message that says of a known payment what we know: one row for each kind, which counts. Called with the
-- payment's row locked. Locks: the message's row. Repeat: counts. Source: docs/decisions/holds-and-verification.md.
create or replace function mobile_money.keep_repeat(
  p_kind              text,
  p_receipt           text,     -- in mobile_money.payments
  p_payment_ref       text,     -- of the intent that it answers, or null
  p_org_balance_cents bigint,
  p_body_sealed       bytea,
  p_body_sha256       bytea,
  p_received_at       timestamptz   -- when it came, if that was earlier
) returns table (outcome text, journal_id bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  return query with kept as (
  insert into mobile_money.mpesa_callbacks as c (kind, receipt, outcome, journal_id, payment_ref, org_balance_cents,
    body_sha256, received_at)
  select p_kind, p_receipt, s.outcome, s.journal_id, p_payment_ref, p_org_balance_cents, p_body_sha256,
         least(p_received_at, now())
    from (select 'posted' as outcome, f.journal_id from fares.fares f where f.receipt = p_receipt union all
          select 'suspense', j.journal_id from ledger.journals j
           where j.kind = 'suspense' and j.reference = p_receipt limit 1) s
  on conflict (receipt, kind) where outcome in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.callback_id, c.times_received, c.outcome, c.journal_id), body as (
    insert into mobile_money.callback_bodies (callback_id, body_sealed)
    select k.callback_id, b.body from kept k, mobile_money.body_to_keep(p_receipt => p_receipt,
      p_payment_ref => p_payment_ref, p_body_sealed => p_body_sealed) as b(body)
     where k.times_received = 1 and b.body is distinct from '')
  select k.outcome, k.journal_id from kept k;
end $$;
comment on function mobile_money.keep_repeat is
  'Counts a redelivery: outcome (posted or suspense) and journal of the first message.';

-- Keeps an authentic message that can't be read (not JSON, no receipt …). Locks: its row. Repeat: counts.
create or replace function telco.quarantine_callback(
  p_kind        text,
  p_reason      text,    -- short, for staff; nothing of the body
  p_receipt     text,    -- as far as readable, or null
  p_body_sealed bytea,
  p_body_sha256 bytea,
  p_amount      text        default null,   -- as sent, as far as readable
  p_received_at timestamptz default null    -- when it came, if that was earlier (the web's spool)
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select a.outcome from mobile_money.store_rejected(p_kind => p_kind, p_outcome => 'quarantine',
    p_receipt => p_receipt, p_reason => p_reason, p_payment_ref => null, p_payer_hash => null,
    p_body_sealed => p_body_sealed, p_body_sha256 => p_body_sha256,
    p_amount_cents => mobile_money.parse_cents(p_text => p_amount), p_received_at => p_received_at) as a
$$;
comment on function telco.quarantine_callback is
  'Keeps an unusable message and raises an alarm; returns quarantine. Raises only when nothing can be written.';

-- Settles a kept message again as if it came now, with the time it really came. Locks: an advisory one, the payment's
-- row, the kept message's row. Repeat: a message that is no longer pending returns its outcome.
create or replace function mobile_money.retry_callback(p_callback_id bigint) returns text
language plpgsql as $$
declare
  v_kept    mobile_money.mpesa_callbacks;
  v_message mobile_money.payment_message;
  v_outcome text;
begin
  -- One at a time; then the payment's row before the message's, in the common order, so that a redelivery and this
  -- can't deadlock.
  perform pg_advisory_xact_lock(hashtext('mobile_money.retry_callback'), hashtext(p_callback_id::text));
  perform from mobile_money.payments p join mobile_money.mpesa_callbacks c on c.receipt = p.receipt
    where c.callback_id = p_callback_id for no key update of p;
  select c.* into v_kept from mobile_money.mpesa_callbacks c where c.callback_id = p_callback_id for update;
  if not found or v_kept.outcome <> 'pending' then
    return v_kept.outcome;
  end if;
  -- Settling writes a row of its own. If it fails again, this delete is undone with it.
  delete from mobile_money.mpesa_callbacks c where c.callback_id = p_callback_id;
  v_message := jsonb_populate_record(null::mobile_money.payment_message, v_kept.fields);
  delete from mobile_money.callback_bodies b where b.callback_id = p_callback_id
    returning b.body_sealed into v_message.body_sealed;
  v_message.body_sealed := coalesce(v_message.body_sealed, ''); v_message.body_sha256 := v_kept.body_sha256;
  select s.outcome into v_outcome
    from mobile_money.settle_message(p_kind => v_kept.kind, p_message => v_message,
      p_received_at => v_kept.received_at) as s;
  -- The new row keeps when and how often the message came, and that it was not settled at once.
  if v_outcome in ('posted', 'suspense') then
    update mobile_money.mpesa_callbacks c
       set received_at = least(c.received_at, v_kept.received_at), attempts = greatest(v_kept.attempts, 1),
           times_received = c.times_received + v_kept.times_received - 1
     where c.receipt = v_kept.receipt and c.kind = v_kept.kind and c.outcome in ('posted', 'suspense');
  else
    update mobile_money.mpesa_callbacks c
       set received_at = least(c.received_at, v_kept.received_at), attempts = greatest(v_kept.attempts, 1),
           times_received = c.times_received + v_kept.times_received - 1
     where c.body_sha256 = v_kept.body_sha256 and c.kind = v_kept.kind and c.outcome not in ('posted', 'suspense');
  end if;
  return v_outcome;
end $$;
comment on function mobile_money.retry_callback is
  'Settles a pending message; returns its outcome. Raises again what kept it from being settled; it is then still '
  'pending.';

-- Records the SQLSTATE with which a stored message could not be settled. mobile_money.watch_callbacks raises the alarm.
-- Locks: the message's row. Repeat: the same cause again. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.note_callback_failure(p_callback_id bigint, p_error text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update mobile_money.mpesa_callbacks c set reason = left(p_error, 200)
   where c.callback_id = p_callback_id and c.outcome = 'pending';
  return case when found then 'pending' else 'settled' end;
end $$;
comment on function worker.note_callback_failure is 'pending (will be tried again) or settled. Raises nothing.';

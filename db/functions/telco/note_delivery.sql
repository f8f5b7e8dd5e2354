-- Notes a delivery report of an SMS. Reports repeat and come out of order; a final status is never overwritten. Source:
-- docs/mobile-money.md, 2.3. Locks: the report's row. Repeat: counts.
create or replace function telco.note_delivery(
  p_message_id     text,   -- the gateway's id
  p_status         text,   -- Sent, Submitted, Buffered, Rejected, Success, Failed
  p_failure_reason text    -- with Rejected and Failed, else null
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_status text;
begin
  insert into messaging.deliveries as d (provider_id, status, reason)
  values (left(p_message_id, 128), left(p_status, 40), left(p_failure_reason, 100))
  on conflict (provider_id) do update
     set times_reported = d.times_reported + 1,
         status = case when d.status in ('Success', 'Failed', 'Rejected') then d.status else excluded.status end,
         reason = case when d.status in ('Success', 'Failed', 'Rejected') then d.reason else excluded.reason end,
         reported_at = case when d.status in ('Success', 'Failed', 'Rejected') then d.reported_at
           else excluded.reported_at end
  returning d.status into v_status;
  return v_status;
end $$;
comment on function telco.note_delivery is
  'Notes a delivery report; returns the status of the message that is now valid. Raises nothing.';

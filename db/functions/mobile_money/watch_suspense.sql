-- Raises an alarm, once, for money that has waited half an hour for its vehicle, and ends the alarm when it is
-- assigned. Locks: the alarms it touches. Repeat: nothing new, nothing raised.
create or replace function mobile_money.watch_suspense() returns int
language plpgsql as $$
declare
  v_raised int;
begin
  perform messaging.raise_alarm(p_kind => 'suspense_overdue', p_subject => p.receipt,
            p_detail => format('%s cents wait for their vehicle', p.amount_cents))
     from mobile_money.payments p
    where p.state = 'suspense' and p.first_seen_at < statement_timestamp() - interval '30 minutes'
      and not exists (select from messaging.alarms a where a.kind = 'suspense_overdue' and a.subject = p.receipt);
  get diagnostics v_raised = row_count;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = p.state
    from mobile_money.payments p
   where a.kind = 'suspense_overdue' and a.acknowledged_at is null
     and p.receipt = a.subject and p.state <> 'suspense';
  return v_raised;
end $$;
comment on function mobile_money.watch_suspense is
  'Raises suspense_overdue for payments that wait longer than 30 minutes and ends it for those assigned; returns how '
  'many it raised.';

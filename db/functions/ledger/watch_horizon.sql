-- Raises an alarm when one transaction has held the horizon for a minute, so that new money is on no owner's page, and
-- names its session. Ends it when the horizon has moved on. Locks: the alarms it touches. Repeat: nothing new, nothing
-- raised. Source: docs/runbooks/horizon_held.md.
create or replace function ledger.watch_horizon() returns int
language plpgsql as $$
declare
  v_horizon xid8 := ledger.horizon();
  v_subject text := 'transaction ' || v_horizon;
  v         record;
  v_raised  int := 0;
begin
  select h.since, h.holder into v from ledger.horizon_holder(p_horizon => v_horizon) h;
  if v.since < clock_timestamp() - interval '60 seconds' and not exists (
       select from messaging.alarms a
        where a.kind = 'horizon_held' and a.subject = v_subject) then   -- open, or acknowledged by staff
    perform messaging.raise_alarm(p_kind => 'horizon_held', p_subject => v_subject,
      p_detail => format('open since %s UTC: %s', to_char(v.since at time zone 'UTC', 'HH24:MI:SS'),
                         coalesce(v.holder, 'session not found')));
    v_raised := 1;
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'the transaction ended'
   where a.kind = 'horizon_held' and a.acknowledged_at is null and a.subject <> v_subject;
  return v_raised;
end $$;
comment on function ledger.watch_horizon is
  'Raises horizon_held for a transaction that holds the horizon for over a minute and ends it afterwards; returns how '
  'many it raised.';

-- Scheduled job of each night: reads every proof of the ledger (audit.ledger_proof) and the stored takings that differ
-- from their entries (audit.changed_takings). One alarm names the first row; it ends when a run finds none.
-- Locks: the alarm. Repeat: counts the alarm. Source: docs/decisions/ledger.md.
create or replace function ledger.watch_proof() returns bigint language plpgsql as $$
declare
  v_rows  bigint;
  v_first text;
begin
  select count(*), (array_agg(d.what order by d.place, d.what))[1] into v_rows, v_first
    from (select 1 as place, format('%s: %s', p.invariant, p.faults) as what from audit.ledger_proof p
           where p.faults > 0
          union all
          select 2, format('vehicle %s, %s, %s: stored KES %s, entries KES %s', t.vehicle_id, t.business_on, t.purpose,
                           coalesce(messaging.money_text(p_cents => t.stored_cents), 'none'),
                           coalesce(messaging.money_text(p_cents => t.entries_cents), 'none'))
            from audit.changed_takings t) d;
  if v_rows > 0 then
    perform messaging.raise_alarm(p_kind => 'ledger_differs', p_subject => 'ledger',
                                  p_detail => format('%s rows, the first: %s', v_rows, v_first));
  else
    update messaging.alarms a
       set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'nothing differs'
     where a.kind = 'ledger_differs' and a.acknowledged_at is null;
  end if;
  return v_rows;
end $$;
comment on function ledger.watch_proof is
  'How many rows differ, 0; raises or ends the alarm ledger_differs. Reads everything: minutes on a large ledger. '
  'Raises nothing.';

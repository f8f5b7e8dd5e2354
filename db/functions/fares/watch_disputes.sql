-- Scheduled job: raises an alarm for a dispute that nobody has decided in time. Locks: the alarms it raises. Repeat:
-- nothing new, nothing raised. Source: docs/runbooks/dispute_waits.md.
create or replace function fares.watch_disputes() returns bigint language plpgsql as $$
declare
  v_dispute fares.disputes;
  v_raised  bigint := 0;
begin
  for v_dispute in
    select d.* from fares.disputes d
     where d.state in ('open', 'proposed')
       and d.opened_at < clock_timestamp()
                         - config.setting(p_setting => 'dispute_alarm_hours')::int * interval '1 hour'
       and not exists (select from messaging.alarms a where a.kind = 'dispute_waits' and a.subject = d.receipt)
     order by d.dispute_id
  loop
    perform messaging.raise_alarm(p_kind => 'dispute_waits', p_subject => v_dispute.receipt,
      p_detail => format('a passenger waits for an answer since %s, %s', to_char(v_dispute.opened_at at time zone
        config.setting(p_setting => 'time_zone'), 'DD Mon HH24:MI'), v_dispute.state));
    v_raised := v_raised + 1;
  end loop;
  return v_raised;
end $$;
comment on function fares.watch_disputes is 'How many alarms it raised. Raises nothing.';

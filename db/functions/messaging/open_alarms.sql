-- Lists open alarms for the staff page, except kinds with a list of their own: the newest five of each kind, so that
-- many of one kind hide no others. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function messaging.open_alarms(
  p_zone text   -- the market's time zone
) returns jsonb
language sql stable as $$
  with open as (
    select m.alarm_id, m.kind, m.subject, m.detail, m.times_raised as times, m.raised_at at time zone p_zone as at,
           row_number() over (partition by m.kind order by m.raised_at desc, m.subject) as ordinal,
           count(*) over (partition by m.kind) as of_kind
      from messaging.alarms m
     where m.acknowledged_at is null
       and m.kind not in ('suspense_overdue', 'conflict_callback', 'quarantine_callback',
                          'callback_stuck', 'dead_letter', 'payment_differs', 'payment_unverified')
  )
  select jsonb_build_object('alarms_n', (select count(*) from open), 'alarms', coalesce(jsonb_agg(jsonb_build_object(
           'alarm_id', a.alarm_id, 'kind', a.kind, 'subject', a.subject, 'detail', a.detail, 'times', a.times,
           'at', a.at, 'more', case a.ordinal when 1 then greatest(a.of_kind - 5, 0) else 0 end)
         order by messaging.alarm_rank(p_kind => a.kind), a.at, a.kind, a.ordinal desc), '[]'))
    from open a where a.ordinal <= 5
$$;
comment on function messaging.open_alarms is
  'alarms_n (how many are open) and alarms, the worst first (messaging.alarm_rank): alarm_id, kind, subject, '
  'detail, times, at, more (with the newest of a kind: how many of it are not shown).';

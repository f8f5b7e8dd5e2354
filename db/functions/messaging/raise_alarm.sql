-- Raises an alarm for staff, one per kind and subject. An acknowledged alarm opens anew when it is raised again. Locks:
-- the alarm's own row. Repeat: counts.
create or replace function messaging.raise_alarm(
  p_kind    text,   -- names the runbook: docs/runbooks/<kind>.md
  p_subject text,   -- what it is about: a receipt, a body's sha256 …
  p_detail  text    -- one line for staff; no phone number, no name
) returns void
language sql volatile as $$
  insert into messaging.alarms as a (kind, subject, detail) values (p_kind, p_subject, p_detail)
  on conflict (kind, subject) do update
    set times_raised = a.times_raised + 1, detail = excluded.detail,
        raised_at = case when a.acknowledged_at is null then a.raised_at else excluded.raised_at end,
        acknowledged_at = null, acknowledged_by = null, acknowledged_reason = null
$$;
comment on function messaging.raise_alarm is
  'Opens an alarm, or counts and reopens the one of the same kind and subject. Raises nothing.';

-- What staff were told to look at, and who ended it with which reason. The same again raises the same row again, so the
-- past of an alarm is in audit.changes. Source: docs/decisions/audit-log-and-alarms.md.
create or replace view audit.alarms as
select a.kind, a.raised_at, a.acknowledged_at, a.subject, a.detail, a.times_raised, a.acknowledged_by,
       a.acknowledged_reason, a.alarm_id
  from messaging.alarms a;
comment on view audit.alarms is
  'One row for each kind and subject. acknowledged_at: null while it is open. raised_at: since when, of the last time.';

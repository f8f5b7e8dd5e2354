-- Says which action of staff ends a kind of alarm. Such an alarm can't be acknowledged: a written reason brings no fare
-- to its vehicle. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function messaging.alarm_ends_by(p_kind text) returns text language sql immutable as $$
  select case p_kind when 'suspense_overdue' then 'assign' when 'callback_stuck' then 'retry'
    when 'dead_letter' then 'retry' when 'payment_differs' then 'ask' when 'payment_unverified' then 'ask' end
$$;
comment on function messaging.alarm_ends_by is
  'assign, retry or ask; null: it is acknowledged with a reason, or ends by itself. Raises nothing.';

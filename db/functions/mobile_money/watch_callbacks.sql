-- Raises an alarm, one for each cause, when kept messages of M-Pesa failed outbox_tries times, and ends it when the
-- last of them is settled. Locks: the alarms it touches. Repeat: nothing new, nothing raised.
-- Source: docs/runbooks/callback_stuck.md.
create or replace function mobile_money.watch_callbacks() returns int
language plpgsql as $$
declare
  v_tries  int := config.setting(p_setting => 'outbox_tries')::int;
  v_stuck  text[] := array(select distinct coalesce(c.reason, 'no cause') from mobile_money.mpesa_callbacks c
                            where c.outcome = 'pending' and c.attempts >= v_tries);
  v_raised int;
begin
  perform messaging.raise_alarm(p_kind => 'callback_stuck', p_subject => cause,
            p_detail => format('messages are not settled after %s tries, and tried again for ever', v_tries))
     from unnest(v_stuck) cause
    where not exists (select from messaging.alarms a
                       where a.kind = 'callback_stuck' and a.subject = cause and a.acknowledged_at is null);
  get diagnostics v_raised = row_count;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'settled'
   where a.kind = 'callback_stuck' and a.acknowledged_at is null and a.subject <> all (v_stuck);
  return v_raised;
end $$;
comment on function mobile_money.watch_callbacks is
  'Raises callback_stuck for each cause that keeps messages pending for long and ends it when none is left; returns '
  'how many it raised.';

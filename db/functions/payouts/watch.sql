-- Scheduled job: ends requests that nobody approved in time, sends on what waited for the operator's account or for the
-- answer about a SIM, and raises an alarm for what has been unknown for too long; ends that of an account which has the
-- money again. Each run looks at the 500 behind the ones of the run before. One that fails is an alarm.
-- Locks: the rows it moves; skips locked ones. Repeat: finds less or nothing. Source: docs/decisions/payouts.md.
create or replace function payouts.watch() returns bigint language plpgsql as $$
declare
  v_after  bigint := (select w.payout_id from payouts.watch_position w);
  v_last   bigint;
  v_payout payouts.payouts;
  v_done   bigint := 0;
begin
  update payouts.sim_checks c set state = 'unknown', answered_at = clock_timestamp()
   where c.state = 'waiting' and c.waits_until <= clock_timestamp();
  for v_payout in select p.* from payouts.payouts p
                   where p.state = 'requested' and p.expires_at <= clock_timestamp() or p.state = 'approved'
                   order by p.payout_id <= v_after, p.payout_id limit 500 for no key update skip locked loop
    v_done := v_done + (payouts.move_on(p_payout => v_payout) = 'moved')::int;
    v_last := v_payout.payout_id;
  end loop;
  update payouts.watch_position w set payout_id = v_last where v_last is not null;
  -- One that failed was moved by somebody else meanwhile.
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'it went on'
   where a.kind = 'payout_failing' and a.acknowledged_at is null
     and not exists (select from payouts.payouts p
                      where p.payout_ref = a.subject and p.state in ('requested', 'approved'));
  -- What was sent and can't be asked about, because the operator's answer had no id.
  update payouts.payouts p set state = 'unknown'
   where p.state = 'sent' and p.query_after < clock_timestamp() - interval '1 minute';
  perform messaging.raise_alarm(p_kind => 'payout_unknown', p_subject => p.payout_ref,
      p_detail => format('%s to %s, asked %s times, no answer that says yes or no',
        messaging.money_text(p_cents => p.amount_cents),
        payouts.destination_text(p.channel, p.short_code, p.tail), p.queries))
     from payouts.payouts p
    where p.state = 'unknown' and p.sent_at < clock_timestamp()
            - config.setting(p_setting => 'payout_unknown_alarm_minutes')::int * interval '1 minute'
      and not exists (select from messaging.alarms a where a.kind = 'payout_unknown' and a.subject = p.payout_ref);
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'sent'
   where a.kind = 'float_short' and a.acknowledged_at is null
     and not exists (select from payouts.payouts p
                      where p.state = 'approved' and p.channel = a.subject and p.waits_for = 'float');
  return v_done;
end $$;
comment on function payouts.watch is 'How many it ended or sent on. Raises nothing.';

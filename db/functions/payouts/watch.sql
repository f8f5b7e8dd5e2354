-- Scheduled job: ends requests that nobody approved in time, sends on what waited for the operator's account, and
-- raises an alarm for what has been unknown for too long. Locks: the rows it moves; skips locked ones. Repeat: finds
-- less or nothing. Source: docs/decisions/payouts.md.
create or replace function payouts.watch() returns bigint language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_done   bigint := 0;
begin
  for v_payout in select p.* from payouts.payouts p
                   where p.state = 'requested' and p.expires_at <= clock_timestamp() or p.state = 'approved'
                   order by p.payout_id limit 500 for no key update skip locked loop
    if v_payout.state = 'requested' then
      perform payouts.give_back(p_payout_id => v_payout.payout_id, p_state => 'expired',
                                p_reason => 'not approved in time', p_result_code => null);
      v_done := v_done + 1;
    elsif payouts.queue(p_payout_id => v_payout.payout_id) = 'queued' then
      v_done := v_done + 1;
    end if;
  end loop;
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
  return v_done;
end $$;
comment on function payouts.watch is 'How many it ended or sent on. Raises nothing.';

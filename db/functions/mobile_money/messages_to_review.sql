-- Lists the newest messages of M-Pesa that could not be used or wait to be settled, for staff, until their alarm is
-- acknowledged. Of those that share an alarm the newest has its alarm_id.
create or replace function mobile_money.messages_to_review(
  p_zone  text,   -- the market's time zone
  p_limit int
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(c) order by c.at desc, c.callback_id desc), '[]')
    from (select l.callback_id, l.kind, l.outcome, l.receipt, l.reason, l.times, l.attempts, l.at, l.cents,
                 case row_number() over (partition by l.alarm_id order by l.at desc, l.callback_id desc)
                   when 1 then l.alarm_id end as alarm_id
            from (select k.callback_id, k.kind, k.outcome, k.receipt, k.amount_cents as cents,
                         mobile_money.explain_reason(p_reason => k.reason) as reason,
                         k.times_received as times, k.attempts, k.last_received_at at time zone p_zone as at, m.alarm_id
                    from mobile_money.mpesa_callbacks k
                    left join messaging.alarms m on m.kind = k.outcome || '_callback'
                     and m.subject = coalesce(k.receipt, encode(k.body_sha256, 'hex'))
                   where k.outcome in ('conflict', 'quarantine', 'pending') and m.acknowledged_at is null
                   order by k.last_received_at desc limit p_limit) l) c
$$;
comment on function mobile_money.messages_to_review is
  'callback_id, kind, outcome, receipt, reason (see mobile_money.explain_reason), times, attempts, at, cents, '
  'alarm_id. Raises nothing.';

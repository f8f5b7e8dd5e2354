-- Says whether the service breathes: M-Pesa's messages and fares of the last 30 minutes beside what is usual, the last
-- message, what waits to be sent, when the worker last ran. "Nothing is waiting" looks the same when messages have
-- stopped; this does not.
create or replace function messaging.pulse(p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'from', m.first at time zone p_zone,
    'fares', (select jsonb_agg(coalesce(f.n, 0) order by k.minute)
                from generate_series(0, 29) k(minute)
                left join (select floor(extract(epoch from j.posted_at - m.first) / 60)::int as minute, count(*) as n
                             from ledger.journals j where j.kind = 'fare' and j.posted_at >= m.first group by 1) f
                  on f.minute = k.minute),
    'messages', (select jsonb_agg(coalesce(f.n, 0) order by k.minute)
                   from generate_series(0, 29) k(minute)
                   left join (select floor(extract(epoch from c.received_at - m.first) / 60)::int as minute,
                                     count(*) as n
                                from mobile_money.mpesa_callbacks c
                               where c.received_at >= m.first and c.kind in ('c2b_confirmation', 'stk_result')
                               group by 1) f on f.minute = k.minute),
    'usual', round(gates.expected_messages(p_from => m.first, p_to => m.first + interval '30 minutes'))::int,
    'last_callback_at', (select c.last_received_at at time zone p_zone from mobile_money.mpesa_callbacks c
                          order by c.callback_id desc limit 1),
    'oldest_outbox_at', (select o.created_at at time zone p_zone from messaging.outbox o where o.state <> 'dead'
                          order by o.outbox_id limit 1),
    'worker_at', (select max(r.last_run_at) at time zone p_zone from jobs.schedule r),
    'sms_failing', (select count(*) from messaging.outbox o where o.topic = 'sms' and o.failures > 0))
    from (select date_trunc('minute', clock_timestamp()) - interval '29 minutes' as first) m
$$;
comment on function messaging.pulse is
  'fares and messages about payments (30 counts each, a minute each, the last is not over), usual (messages in such 30 '
  'minutes; null: too little is known), from (when the first minute begins), last_callback_at, oldest_outbox_at, '
  'worker_at, sms_failing (SMS tried in vain so far). Raises nothing.';

-- Says whether the service breathes: fares of the last 30 minutes, the last message of M-Pesa, what waits to be sent,
-- when the worker last ran. "Nothing is waiting" looks the same when messages have stopped; this does not.
create or replace function messaging.pulse(p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'from', m.first at time zone p_zone,
    'fares', (select jsonb_agg(coalesce(f.n, 0) order by k.minute)
                from generate_series(0, 29) k(minute)
                left join (select floor(extract(epoch from j.posted_at - m.first) / 60)::int as minute, count(*) as n
                             from ledger.journals j where j.kind = 'fare' and j.posted_at >= m.first group by 1) f
                  on f.minute = k.minute),
    'last_callback_at', (select c.last_received_at at time zone p_zone from mobile_money.mpesa_callbacks c
                          order by c.callback_id desc limit 1),
    'oldest_outbox_at', (select o.created_at at time zone p_zone from messaging.outbox o where o.state <> 'dead'
                          order by o.outbox_id limit 1),
    'worker_at', (select max(r.ran_at) at time zone p_zone from messaging.job_runs r),
    'sms_failing', (select count(*) from messaging.outbox o where o.topic = 'sms' and o.failures > 0))
    from (select date_trunc('minute', clock_timestamp()) - interval '29 minutes' as first) m
$$;
comment on function messaging.pulse is
  'fares (30 counts, a minute each, the last is not over), from (when the first begins), last_callback_at, '
  'oldest_outbox_at, worker_at, sms_failing (SMS tried in vain so far). Raises nothing.';

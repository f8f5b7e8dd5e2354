-- Measures how many receipts reached their phone within 30 seconds, by the gateway's reports: of those written in 15
-- minutes, the last of them 30 seconds ago. Not sent, dropped and not reported count as late.
create or replace function gates.measure_receipts_late(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select (1000 * sum(r.in_time) / nullif(count(*), 0))::bigint as value, count(*) as cases
            from (select n.created_at, case when d.status = 'Success'
                           and d.reported_at <= n.created_at + interval '30 seconds' then 1 else 0 end as in_time
                    from (select o.* from messaging.outbox_done o order by o.outbox_id desc limit 10000) n
                    left join messaging.deliveries d on d.provider_id = n.provider_id
                   where n.topic = 'sms' and position('/' in n.key) = 0
                  union all
                  select o.created_at, 0 from messaging.outbox o
                   where o.topic = 'sms' and position('/' in o.key) = 0) r
           where r.created_at > p_at - interval '930 seconds' and r.created_at <= p_at - interval '30 seconds') m
$$;
comment on function gates.measure_receipts_late is 'Permille delivered in time; cases: receipts.';

-- Says how much waits in each queue: work for the outside world by topic, messages of M-Pesa that are not settled yet,
-- and statements that are being read.
create or replace function messaging.queues(p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'outbox', (select coalesce(jsonb_agg(to_jsonb(q) order by q.oldest_at, q.topic), '[]') from (
        select o.topic, count(*) filter (where o.state <> 'dead') as waiting,
               count(*) filter (where o.state <> 'dead' and o.failures > 0) as failing,
               count(*) filter (where o.state = 'dead') as dead,
               min(o.created_at) filter (where o.state <> 'dead') at time zone p_zone as oldest_at
          from messaging.outbox o group by o.topic) q),
    'callbacks', (select jsonb_build_object('waiting', count(*), 'oldest_at', min(c.received_at) at time zone p_zone)
                    from mobile_money.mpesa_callbacks c where c.outcome = 'pending'),
    'statements', (select jsonb_build_object('waiting', count(*), 'rows_done', coalesce(sum(s.rows_done), 0)::bigint,
                            'oldest_at', min(s.taken_at) at time zone p_zone)
                     from recon.statements s where s.state in ('waiting', 'reading')))
$$;
comment on function messaging.queues is
  'outbox by topic (waiting, failing: tried in vain, dead: given up, oldest_at), callbacks (waiting, oldest_at), '
  'statements (waiting, rows_done, oldest_at). Raises nothing.';

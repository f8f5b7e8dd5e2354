-- Measures which part of M-Pesa's messages of the last 5 minutes could not be taken at once: they wait, were settled
-- only when tried again, or can't be used. Five in a row within the hour are as bad as all. Of 20 messages or more, one
-- of a hundred is an alarm. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_callback_failures(p_at timestamptz) returns gates.figure
language sql stable as $$
  with messages as materialized (
    select c.received_at,
           case when c.outcome in ('pending', 'quarantine') or c.attempts > 0 then 1 else 0 end as failed,
           row_number() over (order by c.received_at desc, c.callback_id desc) as ordinal
      from (select k.* from mobile_money.mpesa_callbacks k order by k.callback_id desc limit 20000) c
     where c.kind in ('c2b_confirmation', 'stk_result')
       and c.received_at > p_at - interval '1 hour' and c.received_at <= p_at)
  select row(case when r.in_a_row = 5 then 1000 else m.value end,
             case when r.in_a_row = 5 then 1000 when m.cases >= 20 then m.value end, m.cases)::gates.figure
    from (select (1000 * sum(k.failed) / nullif(count(*), 0))::bigint as value, count(*) as cases
            from messages k where k.received_at > p_at - interval '5 minutes') m
   cross join (select sum(k.failed) as in_a_row from messages k where k.ordinal <= 5) r
$$;
comment on function gates.measure_callback_failures is
  'Permille of the messages of 5 minutes (1000: the last five all failed). Raises nothing.';

-- Measures how many of those who saw the confirm screen have paid: sessions that began in 15 minutes, the last of them
-- three minutes ago, because a PIN takes that long. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_ussd_completion(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select (1000 * count(*) filter (where i.state = 'paid') / nullif(count(*), 0))::bigint as value,
                 count(*) as cases
            from ussd.ussd_sessions s
            left join mobile_money.payment_intents i on i.payment_ref = s.payment_ref
           where s.started_at > p_at - interval '18 minutes' and s.started_at <= p_at - interval '3 minutes'
             and (s.payment_ref is not null or s.state = 'confirm' or s.context ->> 'left_from' = 'confirm')) m
$$;
comment on function gates.measure_ussd_completion is 'Permille that paid; cases: who saw the confirm screen.';

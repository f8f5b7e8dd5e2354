-- Measures how long after M-Pesa's first message a fare was on the conductor's list: the time of its journal, because
-- the list shows what is committed. Of the last 15 minutes, the newest 2,000 fares; not those assigned from suspense.
create or replace function gates.measure_callback_delay(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select percentile_disc(0.95) within group (order by d.delay_ms) as value, count(*) as cases
            from (select (extract(epoch from j.posted_at - min(c.received_at)) * 1000)::bigint as delay_ms
                    from (select n.journal_id, n.kind, n.reference, n.posted_at from ledger.journals n
                           order by n.journal_id desc limit 2000) j
                    join mobile_money.mpesa_callbacks c on c.receipt = j.reference and c.outcome = 'posted'
                   where j.kind = 'fare' and j.posted_at > p_at - interval '15 minutes' and j.posted_at <= p_at
                   group by j.journal_id, j.posted_at) d) m
$$;
comment on function gates.measure_callback_delay is 'Milliseconds within which 95 of 100 fares were shown.';

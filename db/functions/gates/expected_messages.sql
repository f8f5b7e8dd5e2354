-- Says how many messages of M-Pesa usually come between two moments: for each hour the median of the same hour of the
-- last seven days, of which three must be known.
create or replace function gates.expected_messages(p_from timestamptz, p_to timestamptz) returns numeric
language sql stable as $$
  select sum(u.usual * extract(epoch from least(p_to, h.hour_at + interval '1 hour') - greatest(p_from, h.hour_at))
             / 3600)
    from generate_series(date_trunc('hour', p_from), p_to, interval '1 hour') h(hour_at)
   cross join lateral (
     select percentile_disc(0.5) within group (order by m.messages) as usual
       from gates.message_hours m
      where m.hour_at in (select h.hour_at - make_interval(days => n) from generate_series(1, 7) n)
     having count(*) >= 3) u
$$;
comment on function gates.expected_messages is 'Their number; null when too little is known. Raises nothing.';

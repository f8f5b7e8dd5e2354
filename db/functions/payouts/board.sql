-- Lists payouts for staff, worst first: unknown (the longest first), failed today, waiting for the operator's account
-- or its balances, waiting for approval, being sent, sent.
create or replace function payouts.board(p_zone text, p_limit int) returns jsonb language sql stable as $$
  with shown as (
    select p, case when p.state = 'unknown' then 1 when p.state = 'failed' then 2 when p.waits_for is not null then 3
                   when p.state = 'requested' then 4 when p.state in ('approved', 'queued') then 5 else 6 end as place
      from payouts.payouts p
     where p.state in ('requested', 'approved', 'queued', 'sent', 'unknown')
        or p.state = 'failed' and p.finished_at >= (clock_timestamp() at time zone p_zone)::date::timestamp
                                                    at time zone p_zone)
  select coalesce(jsonb_agg(payouts.card(p_payout => s.p, p_zone => p_zone) || jsonb_build_object('place', s.place,
           'queries', (s.p).queries, 'unanswered', payouts.unanswered(p_payout => s.p, p_zone => p_zone))
           order by s.place, (s.p).payout_id), '[]')
    from (select * from shown order by place, (p).payout_id limit p_limit) s
$$;
comment on function payouts.board is 'payouts.card with place (1 to 6), queries and unanswered (see '
  'payouts.unanswered). Raises nothing.';

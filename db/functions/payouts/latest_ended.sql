-- Lists the payouts that ended last, for staff: paid, failed, taken back, expired.
create or replace function payouts.latest_ended(p_zone text, p_limit int) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(payouts.card(p_payout => e.p, p_zone => p_zone) order by (e.p).payout_id desc), '[]')
    from (select p from payouts.payouts p join payouts.states s using (state)
           where s.ends order by p.payout_id desc limit p_limit) e
$$;
comment on function payouts.latest_ended is 'payouts.card of each, newest first. Raises nothing.';

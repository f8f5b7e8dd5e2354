-- Finds the velocity limit that one more payout would break. Those that failed or were taken back don't count.
create or replace function payouts.broken_rule(
  p_payout      payouts.payouts,   -- who asks, to whom, how much
  p_vehicle_ids bigint[]
) returns text language sql stable as $$
  select l.rule from payouts.velocity_limits l
   cross join lateral (
     select count(*) as times, coalesce(sum(p.amount_cents), 0) as cents from payouts.payouts p
      where p.requested_at > clock_timestamp() - make_interval(hours => l.hours)
        and p.state not in ('failed', 'cancelled', 'expired')
        and case l.per
          when 'person' then p.requested_by = p_payout.requested_by
          when 'sim' then p.phone_hash = p_payout.phone_hash
          when 'destination' then p.short_code = p_payout.short_code
                                  and p.destination_id is not distinct from p_payout.destination_id
          else exists (select from payouts.legs g join ledger.sub_wallets s using (sub_wallet_id)
                         join ledger.wallets w using (wallet_id)
                        where g.payout_id = p.payout_id and w.vehicle_id = any (p_vehicle_ids)) end) d
   where d.times + 1 > l.most_count or d.cents + p_payout.amount_cents > l.most_cents
   order by l.rule limit 1
$$;
comment on function payouts.broken_rule is 'Name of the first rule, or null. Raises nothing.';

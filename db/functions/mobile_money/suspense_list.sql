-- Lists the payments without a vehicle that wait longest, for staff. What passengers claimed by the menu is not here
-- any more: a claim assigns it at once.
create or replace function mobile_money.suspense_list(
  p_zone  text,   -- the market's time zone
  p_limit int
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(s) order by s.at), '[]')
    from (select p.receipt, p.bill_ref, p.amount_cents as cents, p.payer_last3 as last3,
                 p.paid_at at time zone p_zone as at,
                 extract(epoch from clock_timestamp() - p.paid_at)::bigint / 60 as age_minutes,
                 p.first_seen_at < clock_timestamp() - interval '30 minutes' as overdue
            from mobile_money.payments p where p.state = 'suspense' order by p.first_seen_at limit p_limit) s
$$;
comment on function mobile_money.suspense_list is
  'receipt, bill_ref, cents, last3, at, age_minutes, overdue (longer than 30 minutes). Raises nothing.';

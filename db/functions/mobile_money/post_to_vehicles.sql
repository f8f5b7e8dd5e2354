-- Money whose vehicle is known becomes fares.
-- Source: house, Where one fare goes. Locks: none. Repeat: see fares.post_fares.
create or replace function mobile_money.post_to_vehicles(
  p_messages  mobile_money.judged[],
  p_time_zone text,    -- the market's: its midnight ends a day
  p_open_from date     -- first day whose books are open
) returns table (place int, journal_id bigint)
language sql volatile as $$
  select m.place, m.journal_id
    from (select array_agg(j.place) as places, array_agg(j.receipt) as receipts,
                 array_agg(j.split_rule_id) as rules, array_agg(j.amount_cents) as cents,
                 array_agg(j.paid_at) as times,
                 array_agg(greatest((j.paid_at at time zone p_time_zone)::date, p_open_from)) as days,
                 array_agg(j.channel) as channels, array_agg(j.payment_ref) as intents,
                 array_agg(j.payer_last3) as last3
            from unnest(p_messages) as j) a
    cross join lateral unnest(a.places, fares.post_fares(
      p_receipts => a.receipts, p_split_rule_ids => a.rules, p_amounts_cents => a.cents,
      p_paid_at => a.times, p_business_on => a.days, p_channels => a.channels,
      p_payment_refs => a.intents, p_payer_last3 => a.last3)) as m(place, journal_id)
$$;
comment on function mobile_money.post_to_vehicles(mobile_money.judged[], text, date) is
  'Posts judged payments as fares; journal by place. A day that is closed counts as the first open day. Raises what fares.post_fares raises.';

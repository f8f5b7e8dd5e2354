-- Adds up the fares of a day by the hour, row by row, and what is left of them for the owners. Pages call
-- fares.hour_takings, which spares them the closed days. Fares of one amount under one rule are all divided alike, so
-- each amount is divided once; with pots or a crew's target the SACCO's part is read from the entries, as in
-- fares.raw_parts. Repeat: the same as of the same horizon.
create or replace function fares.raw_hours(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_on          date,
  p_until       timestamptz,  -- up to which minute cents_until counts; null: all of it
  p_begins      timestamptz,  -- the beginning of an hour
  p_horizon     xid8          -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, hour timestamptz, cents bigint, fares int, cents_until bigint,
                 owners_cents bigint, last_minute timestamptz) language sql stable as $$
  with rules as materialized (
    -- The columns by name, so that the wallets, which only say the SACCO, are not read.
    select r.split_rule_id, r.vehicle_id, r.owner_id, r.sub_wallet_ids, r.commission_bps, r.commission_fixed_cents,
           r.shares_bps, r.home_place, r.pot_wallet_id, array_position(r.purposes, 'sacco') as place
      from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r
  ), counted as materialized (
    -- A rule is of one vehicle, which is not compared too.
    select f.split_rule_id, date_bin('1 hour', f.paid_at, p_begins) as begins, f.amount_cents,
           count(*) as fares, sum(f.commission_cents) as fee_cents, max(f.paid_at) as last_at,
           count(*) filter (where p_until is null or f.paid_at < p_until) as fares_until,
           array_agg(f.journal_id) filter (where f.split_rule_id in (
             select r.split_rule_id from rules r where r.pot_wallet_id is not null)) as journal_ids
      from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_on, p_to => p_on, p_horizon => p_horizon) f
     group by f.split_rule_id, begins, f.amount_cents
  ), owned as materialized (
    select r.vehicle_id, c.*, case when r.pot_wallet_id is not null and r.place is not null then (
             select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
              where e.journal_id = any (c.journal_ids) and e.sub_wallet_id = r.sub_wallet_ids[r.place])
           else 0 end as pot_cents
      from counted c join rules r on r.split_rule_id = c.split_rule_id where r.owner_id = any (p_owner_ids)
  ), owners as materialized (
    select a.vehicle_id, min(a.first_hour) as first_hour,
           -- An exact share gets none of the odd cents, so nothing has to be divided for it.
           sum(a.rest_cents - a.fares * case
             when r.pot_wallet_id is not null or r.place is null then 0
             when x.exact % 100000000 = 0 then x.exact / 100000000
             else (fares.split_amount(a.amount_cents, r.commission_bps, r.commission_fixed_cents, r.shares_bps,
                                      r.home_place))[r.place + 1] end) as cents
      from (select o.vehicle_id, o.split_rule_id, o.amount_cents, min(o.begins) as first_hour, sum(o.fares) as fares,
                   sum(o.amount_cents * o.fares - o.fee_cents - o.pot_cents) as rest_cents
              from owned o group by o.vehicle_id, o.split_rule_id, o.amount_cents) a
      join rules r on r.split_rule_id = a.split_rule_id
     cross join lateral (
       select greatest(a.amount_cents * 10000 - a.amount_cents * r.commission_bps - r.commission_fixed_cents * 10000, 0)
              * r.shares_bps[r.place] as exact) x
     group by a.vehicle_id)
  select o.vehicle_id, p_on, o.begins, sum(o.amount_cents * o.fares)::bigint, sum(o.fares)::int,
         sum(o.amount_cents * o.fares_until)::bigint, coalesce(min(w.cents), 0)::bigint,
         date_bin('1 minute', max(o.last_at), p_begins)
    from owned o left join owners w on w.vehicle_id = o.vehicle_id and w.first_hour = o.begins
   group by o.vehicle_id, o.begins
$$;
comment on function fares.raw_hours is 'One row for each vehicle and hour with fares, see fares.hour_takings. Raises '
  'nothing.';

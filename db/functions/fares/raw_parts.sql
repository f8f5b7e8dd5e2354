-- Adds up what fares brought to each part of their rule; part 0 is our commission. Without pots, fares of one amount
-- under one rule are all divided alike, so each such amount is divided once, which spares seven entries a fare. With
-- pots or a crew's target (docs/decisions/pots.md) a fare's parts hang on those before it, so its entries are read.
-- Locks: none. Repeat: the same as of the same horizon.
create or replace function fares.raw_parts(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, sacco_id bigint, business_on date, split_rule_id bigint,
                 part int, cents bigint, fares int, purpose text, sub_wallet_id bigint) language sql stable as $$
  with rules as materialized (
    select r.*, fares.shares_divisor(p_shares_bps => r.shares_bps) as divisor
      from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r where r.owner_id = any (p_owner_ids)
  ), counted as materialized (
    -- One row for each rule, because a join compares each row with each rule.
    select g.split_rule_id, array_agg(g.business_on) as days, array_agg(g.amount_cents) as amounts,
           array_agg(g.fares) as fares
      from (select f.split_rule_id, f.business_on, f.amount_cents, count(*) as fares
              from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                                       p_horizon => p_horizon) f
             group by f.split_rule_id, f.business_on, f.amount_cents) g
     group by g.split_rule_id
  ), potted as materialized (
    select r.*, f.business_on, f.journal_ids, f.fares
      from (select q.split_rule_id, q.business_on, array_agg(q.journal_id) as journal_ids, count(*)::int as fares
              from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                                       p_horizon => p_horizon) q
             where q.vehicle_id = any (array(select r.vehicle_id from rules r where r.pot_wallet_id is not null))
             group by q.split_rule_id, q.business_on) f
      join rules r on r.split_rule_id = f.split_rule_id and r.pot_wallet_id is not null)
  select r.vehicle_id, r.owner_id, r.sacco_id, d.business_on, r.split_rule_id, p.part, p.cents, p.fares,
         coalesce(r.purposes[p.part], 'fee'), coalesce(r.sub_wallet_ids[p.part], r.commission_sub_wallet_id)
    from counted c
    join rules r on r.split_rule_id = c.split_rule_id and r.pot_wallet_id is null
   cross join lateral (
     select u.business_on, coalesce(sum(u.fares) filter (where x.is_exact), 0) as fares,
            sum(x.fee / 10000 * u.fares) filter (where x.is_exact) as fee_cents,
            sum(x.rest * r.divisor / 100000000 * u.fares) filter (where x.is_exact) as units,
            array_agg(u.amount_cents) filter (where not x.is_exact) as odd_amounts,
            array_agg(u.fares) filter (where not x.is_exact) as odd_fares
       from unnest(c.days, c.amounts, c.fares) as u(business_on, amount_cents, fares)
      cross join lateral (
        -- Where commission and shares are whole cents there are no odd ones, and the sum is divided instead.
        select q.fee, q.rest, q.rest >= 0 and q.fee % 10000 = 0 and q.rest * r.divisor % 100000000 = 0 as is_exact
          from (select u.amount_cents * r.commission_bps + r.commission_fixed_cents * 10000 as fee,
                       u.amount_cents * (10000 - r.commission_bps) - r.commission_fixed_cents * 10000 as rest) q) x
      group by u.business_on) d
   cross join lateral (
     select e.part::int, sum(e.cents)::bigint as cents, sum(e.fares)::int as fares
       from (select 0 as part, d.fee_cents as cents, d.fares where d.fares > 0
              union all
             select s.n, d.units * (s.bps / r.divisor), d.fares
               from unnest(r.shares_bps) with ordinality as s(bps, n) where d.fares > 0
              union all
             select s.n - 1, s.cents * o.fares, o.fares
               from unnest(d.odd_amounts, d.odd_fares) as o(amount_cents, fares)
              cross join lateral unnest(fares.split_amount(o.amount_cents, r.commission_bps, r.commission_fixed_cents,
                      r.shares_bps, r.home_place)) with ordinality as s(cents, n)) e
      group by e.part) p
   union all
  select c.vehicle_id, c.owner_id, c.sacco_id, c.business_on, c.split_rule_id, (s.n - 1)::int,
         coalesce(e.cents, 0)::bigint, c.fares,
         coalesce(c.purposes[s.n - 1], 'fee'), coalesce(c.sub_wallet_ids[s.n - 1], c.commission_sub_wallet_id)
    from potted c
   cross join lateral unnest(c.commission_sub_wallet_id || c.sub_wallet_ids) with ordinality as s(sub_wallet_id, n)
    left join lateral (select l.sub_wallet_id, sum(l.amount_cents) as cents from ledger.ledger_entries l
                        where l.journal_id = any (c.journal_ids) group by l.sub_wallet_id) e
           on e.sub_wallet_id = s.sub_wallet_id
$$;
comment on function fares.raw_parts is 'Cents by vehicle, owner, SACCO, day, rule and part (0: our commission; else '
  'the place in the rule''s purposes and sub_wallet_ids); they sum to the fares. '
  'fares: how many were divided so; each has '
  'a commission, be it 0. purpose (fee: ours) and sub_wallet_id: of the part. Raises nothing.';

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
    select r.* from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r
  ), counted as materialized (
    select f.split_rule_id, f.business_on, f.amount_cents, count(*) as fares,
           array_agg(f.journal_id) filter (where f.split_rule_id in (
             select r.split_rule_id from rules r where r.pot_wallet_id is not null)) as journal_ids
      from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                               p_horizon => p_horizon) f
     group by f.split_rule_id, f.business_on, f.amount_cents)
  -- Rule and part say all the rest: min() is cheaper than sorting by it.
  select min(r.vehicle_id), min(r.owner_id), min(r.sacco_id), p.business_on, p.split_rule_id, p.part,
         sum(p.cents)::bigint, sum(p.fares)::int, min(coalesce(r.purposes[p.part], 'fee')),
         min(coalesce(r.sub_wallet_ids[p.part], r.commission_sub_wallet_id))
    from (select c.split_rule_id, c.business_on, (s.n - 1)::int as part, s.cents * c.fares as cents, c.fares
            from counted c
            join rules q on q.split_rule_id = c.split_rule_id and q.pot_wallet_id is null
           cross join lateral unnest(fares.split_amount(c.amount_cents, q.commission_bps, q.commission_fixed_cents,
                   q.shares_bps, q.home_place)) with ordinality as s(cents, n)
           union all
          select c.split_rule_id, c.business_on, (s.n - 1)::int, coalesce(e.cents, 0), c.fares
            from counted c
            join rules q on q.split_rule_id = c.split_rule_id and q.pot_wallet_id is not null
           cross join lateral unnest(q.commission_sub_wallet_id || q.sub_wallet_ids)
                   with ordinality as s(sub_wallet_id, n)
            left join lateral (select l.sub_wallet_id, sum(l.amount_cents) as cents from ledger.ledger_entries l
                                where l.journal_id = any (c.journal_ids) group by l.sub_wallet_id) e
                   on e.sub_wallet_id = s.sub_wallet_id) p
    join rules r on r.split_rule_id = p.split_rule_id
   where r.owner_id = any (p_owner_ids)
   group by p.split_rule_id, p.business_on, p.part
$$;
comment on function fares.raw_parts is 'Cents by vehicle, owner, SACCO, day, rule and part (0: our commission; else '
  'the place in the rule''s purposes and sub_wallet_ids); they sum to the fares. '
  'fares: how many were divided so; each has '
  'a commission, be it 0. purpose (fee: ours) and sub_wallet_id: of the part. Raises nothing.';

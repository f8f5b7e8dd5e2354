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
                 part int, cents bigint, fares int) language sql stable as $$
  with owned as (
    select f.vehicle_id, f.owner_id, f.sacco_id, f.business_on, f.split_rule_id, f.amount_cents, count(*) as fares,
           array_agg(f.journal_id) filter (where r.pot_wallet_id is not null) as journal_ids
      from fares.owned_fares(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from,
                             p_to => p_to, p_horizon => p_horizon) f
      join fares.split_rules r using (split_rule_id)
     group by f.vehicle_id, f.owner_id, f.sacco_id, f.business_on, f.split_rule_id, f.amount_cents)
  select o.vehicle_id, o.owner_id, o.sacco_id, o.business_on, o.split_rule_id, p.part, sum(p.cents)::bigint,
         sum(o.fares)::int
    from owned o
    join fares.split_rules r using (split_rule_id)
   cross join lateral (
     select (a.n - 1)::int as part, a.cents * o.fares as cents
       from unnest(fares.split_amount(o.amount_cents, r.commission_bps, r.commission_fixed_cents, r.shares_bps,
                     array_position(r.purposes, r.home_purpose))) with ordinality as a(cents, n)
      where r.pot_wallet_id is null
      union all
     select (s.n - 1)::int, coalesce(e.cents, 0)
       from unnest(r.commission_sub_wallet_id || r.sub_wallet_ids) with ordinality as s(sub_wallet_id, n)
       left join (select l.sub_wallet_id, sum(l.amount_cents) as cents from ledger.ledger_entries l
                   where l.journal_id = any (o.journal_ids) group by l.sub_wallet_id) e using (sub_wallet_id)
      where r.pot_wallet_id is not null) p
   group by o.vehicle_id, o.owner_id, o.sacco_id, o.business_on, o.split_rule_id, p.part
$$;
comment on function fares.raw_parts is 'Cents by vehicle, owner, SACCO, day, rule and part (0: our commission; else '
  'the place in the rule''s purposes and sub_wallet_ids); they sum to the fares. '
  'fares: how many were divided so; each has '
  'a commission, be it 0. Raises nothing.';

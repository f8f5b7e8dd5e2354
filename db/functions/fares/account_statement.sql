-- Makes an account's statement, as a bank writes it: balances before and after, what came, what left, and every line
-- with the balance after it. Owners and SACCOs have theirs from here, as page, PDF, CSV and XLSX.
-- Source: docs/decisions/statements.md. Repeat: the same as of the same horizon.
create or replace function fares.account_statement(
  p_sub_wallet_ids bigint[],
  p_owner_ids      bigint[],  -- whose takings before our fee are shown, too; empty: nobody's
  p_from           date,      -- first and last market day
  p_to             date,
  p_horizon        xid8       -- see ledger.as_of
) returns jsonb language sql stable as $$
  with owned as materialized (
    select s.sub_wallet_id, s.purpose, v.vehicle_id, v.plate, o.name as owner, b.balance_cents as opening
      from ledger.sub_wallets s join ledger.wallets w using (wallet_id) join fleet.vehicles v using (vehicle_id)
      join fleet.owners o on o.owner_id = w.owner_id
      join fares.opening_balances(p_sub_wallet_ids => p_sub_wallet_ids, p_on => p_from, p_horizon => p_horizon) b
           using (sub_wallet_id)
  ), moved as materialized (
    select t.sub_wallet_id, t.business_on, 'fares' as class, t.cents from fares.sub_wallet_takings(p_sub_wallet_ids =>
           p_sub_wallet_ids, p_from => p_from, p_to => p_to, p_horizon => p_horizon) t
    union all
    select m.sub_wallet_id, m.business_on, m.class, m.cents from ledger.sub_wallet_movements(p_sub_wallet_ids =>
           p_sub_wallet_ids, p_from => p_from, p_to => p_to, p_horizon => p_horizon) m
  ), sums as materialized (
    select p.*, coalesce(sum(m.cents) filter (where m.class = 'fares'), 0) as came,
           coalesce(sum(m.cents) filter (where m.class <> 'fares'), 0) as other
      from owned p left join moved m using (sub_wallet_id)
     group by p.sub_wallet_id, p.purpose, p.vehicle_id, p.plate, p.owner, p.opening
  ), took as materialized (
    -- Of the whole owner, or of the vehicles that the statement is about.
    select d.business_on, sum(d.fares)::int as fares, sum(d.cents)::bigint as cents
      from (select array(select distinct p.vehicle_id from owned p) as fleet) f
     cross join lateral (select fleet.owned_vehicles(p_owner_ids => p_owner_ids) <@ f.fleet as whole) w
     cross join lateral (
       select t.business_on, t.fares, t.cents from fares.owner_takings(p_owner_ids => p_owner_ids, p_from => p_from,
              p_to => p_to, p_horizon => p_horizon) t where w.whole
       union all
       select t.business_on, t.fares, t.cents from fares.day_takings(p_owner_ids => p_owner_ids, p_from => p_from,
              p_to => p_to, p_horizon => p_horizon, p_vehicle_ids => case when not w.whole then f.fleet end) t) d
     group by d.business_on
  ), days as materialized (
    select m.business_on as day, sum(m.cents)::bigint as cents, t.fares, t.cents as gross_cents
      from moved m left join took t using (business_on) where m.class = 'fares'
     group by m.business_on, t.fares, t.cents
  ), grouped as (
    select g.name, to_jsonb(g) - 'name' - 'place' || jsonb_build_object('closing_cents', g.opening_cents + g.in_cents
             + g.moved_cents) as card, g.place, g.plate
      from (select case when grouping(s.sub_wallet_id) = 0 then 'sub_wallets' when grouping(s.plate) = 0 then 'vehicles'
                        else 'purposes' end as name,
                   s.plate, s.purpose, s.owner, s.sub_wallet_id, min(s.sub_wallet_id) as place,
                   sum(s.opening)::bigint as opening_cents, sum(s.came)::bigint as in_cents,
                   sum(s.other)::bigint as moved_cents
              from sums s group by grouping sets ((s.sub_wallet_id, s.plate, s.purpose, s.owner), (s.plate),
                                                  (s.purpose))) g)
  select (select jsonb_build_object('opening_cents', coalesce(sum(s.opening), 0)::bigint, 'in_cents',
                   coalesce(sum(s.came), 0)::bigint, 'moved_cents', coalesce(sum(s.other), 0)::bigint,
                   'closing_cents', coalesce(sum(s.opening + s.came + s.other), 0)::bigint,
                   'kept_cents', coalesce(sum(s.opening + s.came + s.other) filter (
                     where s.purpose not in ('sacco', 'crew')), 0)::bigint) from sums s)
    || jsonb_build_object(
         'gross_cents', (select coalesce(sum(d.gross_cents), 0)::bigint from days d),
         -- All of a fare that no sub_wallet of the owner got is our fee.
         'fee_cents', (select coalesce(sum(d.cents - d.gross_cents), 0)::bigint from days d),
         'fare_days', (select coalesce(jsonb_agg(to_jsonb(d) order by d.day), '[]') from days d),
         'classes', (select coalesce(jsonb_object_agg(c.class, c.cents), '{}')
                       from (select m.class, sum(m.cents)::bigint as cents from moved m
                              where m.class <> 'fares' group by m.class) c))
    || (select coalesce(jsonb_object_agg(n.name, n.cards), '{}')
          from (select g.name, jsonb_agg(g.card order by g.plate, g.place) as cards from grouped g
                 group by g.name) n)
$$;
comment on function fares.account_statement is 'Cents: opening, gross (of fares), fee (ours, negative), in (what fares '
  'brought), moved (all else, by classes: see ledger.sub_wallet_movements), closing, kept (of it not the SACCO''s or '
  'the crew''s); fare_days (day, cents, fares, gross_cents: '
  'before our fee), and purposes, vehicles and sub_wallets, each with opening, in, moved and closing. Raises nothing.';

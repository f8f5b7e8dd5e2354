-- Stores the closing figures of owners and SACCOs for days whose vehicles' totals are stored: their sums. Called in the
-- transaction that stores those. Locks: none but the new rows. Repeat: a day is stored once.
-- Source: docs/decisions/day-close.md.
create or replace function fares.store_party_days(
  p_from date,   -- first and last market day
  p_to   date
) returns int language plpgsql as $$
declare
  v_owners int;
  v_saccos int;
begin
  with parts as materialized (
    select t.owner_id, t.business_on, m.purpose, sum(m.cents)::bigint as cents
      from fares.day_totals t cross join lateral unnest(t.purposes, t.cents_by_purpose) as m(purpose, cents)
     where t.business_on between p_from and p_to group by t.owner_id, t.business_on, m.purpose)
  insert into fares.owner_days (owner_id, business_on, fares, cents, commission_cents, purposes, cents_by_purpose)
  select t.owner_id, t.business_on, sum(t.fares)::int, sum(t.cents)::bigint, min(p.commission_cents), min(p.purposes),
         min(p.cents)
    from fares.day_totals t
    join (select q.owner_id, q.business_on, coalesce(sum(q.cents) filter (where q.purpose = 'fee'), 0)::bigint as
                   commission_cents, array_agg(q.purpose order by q.purpose) as purposes,
                 array_agg(q.cents order by q.purpose) as cents
            from parts q group by q.owner_id, q.business_on) p using (owner_id, business_on)
   group by t.owner_id, t.business_on
  on conflict do nothing;
  get diagnostics v_owners = row_count;
  with parts as materialized (
    select t.sacco_id, t.business_on, m.purpose, sum(m.cents)::bigint as cents
      from fares.day_totals t cross join lateral unnest(t.purposes, t.cents_by_purpose) as m(purpose, cents)
     where t.business_on between p_from and p_to group by t.sacco_id, t.business_on, m.purpose)
  insert into fares.sacco_days (sacco_id, business_on, fares, cents, commission_cents, purposes, cents_by_purpose)
  select t.sacco_id, t.business_on, sum(t.fares)::int, sum(t.cents)::bigint, min(p.commission_cents), min(p.purposes),
         min(p.cents)
    from fares.day_totals t
    join (select q.sacco_id, q.business_on, coalesce(sum(q.cents) filter (where q.purpose = 'fee'), 0)::bigint as
                   commission_cents, array_agg(q.purpose order by q.purpose) as purposes,
                 array_agg(q.cents order by q.purpose) as cents
            from parts q group by q.sacco_id, q.business_on) p using (sacco_id, business_on)
   group by t.sacco_id, t.business_on
  on conflict do nothing;
  get diagnostics v_saccos = row_count;
  return v_owners + v_saccos;
end $$;
comment on function fares.store_party_days is 'How many days of owners and SACCOs were stored. Raises nothing.';

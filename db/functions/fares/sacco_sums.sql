-- Adds up what each vehicle took for these SACCOs in a period, and what all of them took, those included that have left
-- since. Fares of open days are read once for both; what closed days brought in all was written down when they closed.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.sacco_sums(
  p_sacco_ids bigint[],
  p_month     date,      -- from this day on dues are added up as month_dues_cents
  p_from      date,      -- first and last market day of the period
  p_to        date,
  p_horizon   xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, cents bigint, dues_cents bigint, month_dues_cents bigint)
language plpgsql stable as $$
declare
  v_until    date := fares.stored_until(p_horizon => p_horizon);
  v_owners   bigint[];
  v_vehicles bigint[];
begin
  select array_agg(distinct w.owner_id), array_agg(distinct w.vehicle_id) into v_owners, v_vehicles
    from ledger.wallets w where w.kind = 'vehicle' and w.sacco_id = any (p_sacco_ids);
  return query with taken as materialized (
    select t.vehicle_id, t.business_on, sum(t.cents) as cents, sum(t.cents) filter (where t.purpose = 'sacco') as dues
      from fares.purpose_takings(p_owner_ids => v_owners, p_vehicle_ids => v_vehicles, p_to => p_to,
                                 p_from => least(p_month, p_from), p_horizon => p_horizon) t
     where t.sacco_id = any (p_sacco_ids)
     group by t.vehicle_id, t.business_on
  ), days as (
    select t.vehicle_id, t.business_on, t.cents, t.dues from taken t
     union all
    select null, t.business_on, t.cents, t.dues from taken t where t.business_on > v_until
     union all
    select null, t.business_on, t.cents, t.cents_by_purpose[array_position(t.purposes, 'sacco')]
      from fares.sacco_day_takings(p_sacco_ids => p_sacco_ids, p_from => least(p_month, p_from),
                                   p_to => least(v_until, p_to), p_horizon => p_horizon) t)
  select d.vehicle_id, coalesce(sum(d.cents) filter (where d.business_on >= p_from), 0)::bigint,
         coalesce(sum(d.dues) filter (where d.business_on >= p_from), 0)::bigint,
         coalesce(sum(d.dues) filter (where d.business_on >= p_month), 0)::bigint
    from days d group by d.vehicle_id;
end $$;
comment on function fares.sacco_sums is 'One row for each vehicle that took something, one with vehicle_id null for '
  'all together; no row when nothing was taken. Raises nothing.';

-- Stores the totals of days that were closed, of vehicles and, as their sums, of owners and SACCOs. A day that is
-- marked now is stored by a later call, when every transaction has ended that began before the mark: no fare of that
-- day can come any more. Locks: one caller at a time.
-- Repeat: nothing newly closed, nothing stored. Source: docs/decisions/owner-pages.md.
create or replace function fares.store_day_totals(
  p_horizon xid8   -- ledger.horizon()
) returns int language plpgsql as $$
declare
  v_done    date;
  v_mark    fares.totals_until;
  v_owners  bigint[] := array(select o.owner_id from fleet.owners o);
  v_fleet   bigint[] := array(select v.vehicle_id from fleet.vehicles v);
  v_stored  int;
begin
  perform pg_advisory_xact_lock(hashtext('fares.store_day_totals'));
  v_done := fares.stored_until(p_horizon => p_horizon);
  select t.* into v_mark from fares.totals_until t where t.horizon is null order by t.until_on limit 1;
  if not found then
    -- A day that this transaction closed is open to all others until it ends: those may begin above the mark and still
    -- post into that day.
    insert into fares.totals_until (until_on)
    select max(d.business_on) from ledger.closed_days d
     where d.xact is distinct from pg_current_xact_id_if_assigned() having max(d.business_on) > v_done;
    return 0;
  end if;
  if p_horizon is null or p_horizon <= v_mark.xact then
    return 0;
  end if;
  insert into fares.day_totals (vehicle_id, owner_id, sacco_id, business_on, minutes, cents_by_minute, fares_by_minute,
                                purposes, cents_by_purpose)
  select m.vehicle_id, m.owner_id, m.sacco_id, m.business_on, array_agg(m.minute order by m.minute),
         array_agg(m.cents order by m.minute), array_agg(m.fares order by m.minute), min(p.purposes), min(p.cents)
    from fares.raw_minutes(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_from => v_done + 1,
                           p_to => v_mark.until_on, p_horizon => p_horizon) m
    join (select q.vehicle_id, q.owner_id, q.sacco_id, q.business_on,
                 array_agg(q.purpose order by q.purpose) as purposes,
                 array_agg(q.cents order by q.purpose) as cents
            from fares.raw_purposes(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_from => v_done + 1,
                                    p_to => v_mark.until_on, p_horizon => p_horizon) q
           group by q.vehicle_id, q.owner_id, q.sacco_id, q.business_on) p
         using (vehicle_id, owner_id, sacco_id, business_on)
   group by m.vehicle_id, m.owner_id, m.sacco_id, m.business_on;
  get diagnostics v_stored = row_count;
  perform fares.store_party_days(p_from => v_done + 1, p_to => v_mark.until_on);
  update fares.totals_until t set horizon = p_horizon where t.until_on = v_mark.until_on;
  return v_stored;
end $$;
comment on function fares.store_day_totals is
  'How many totals (one for each vehicle, owner, SACCO and day) were stored. Raises nothing.';

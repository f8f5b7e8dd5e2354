-- Lists the vehicles of these SACCOs, each with its sign, its last fare and what it usually takes on such a day.
-- Repeat: the same as of the same horizon and moment.
create or replace function fares.sacco_signs(
  p_sacco_ids bigint[],
  p_on        date,
  p_zone      text,          -- the market's clock
  p_horizon   xid8,          -- see ledger.as_of
  p_moment    timestamptz
) returns table (vehicle_id bigint, plate text, route text, target_cents bigint, sign text, last_at timestamp,
                 usual_cents bigint) language sql stable as $$
  with riding as materialized (select v.* from fleet.sacco_vehicles(p_sacco_ids => p_sacco_ids) v),
       owners as materialized (select array_agg(distinct o.owner_id) as ids
                                 from fleet.vehicle_owners o join riding r using (vehicle_id))
  select r.vehicle_id, r.plate, r.route, r.target_cents, coalesce(s.sign, 'no_rule'),
         case when s.last_at >= r.counts_from then s.last_at end, u.usual_cents
    from riding r
    left join fares.vehicle_signs(p_owner_ids => (select o.ids from owners o), p_zone => p_zone, p_horizon => p_horizon,
                                  p_moment => p_moment) s on s.vehicle_id = r.vehicle_id
    left join fares.usual_takings(p_owner_ids => (select o.ids from owners o),
                                  p_vehicle_ids => array(select q.vehicle_id from riding q
                                                          where q.counts_from <= p_on - 28),
                                  p_on => p_on, p_zone => p_zone, p_horizon => p_horizon, p_moment => p_moment) u
           on u.vehicle_id = r.vehicle_id
$$;
comment on function fares.sacco_signs is 'One row for each vehicle of theirs: see fares.vehicle_signs and '
  'fares.usual_takings; target_cents: what it is expected to take on a day. Raises nothing.';

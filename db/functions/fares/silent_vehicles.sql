-- Finds vehicles that have stopped taking fares ("gari kimya"): during service hours, without a fare for more than four
-- times the gap that is usual at this hour, in a time in which twenty or more usually come. Source:
-- docs/decisions/statements.md. Repeat: the same as of the same horizon and moment.
create or replace function fares.silent_vehicles(
  p_zone    text,          -- the market's clock
  p_horizon xid8,          -- see ledger.as_of
  p_moment  timestamptz
) returns table (vehicle_id bigint, owner_id bigint, plate text, since timestamptz, expected_fares int)
language sql stable as $$
  with quiet as materialized (
    select s.vehicle_id, o.owner_id, s.plate, greatest(s.last_at at time zone p_zone, o.valid_from,
             (c.local_at::date + c.starts) at time zone p_zone) as since
      from fares.vehicle_signs(p_owner_ids => array(select w.owner_id from fleet.owners w), p_zone => p_zone,
                               p_horizon => p_horizon, p_moment => p_moment) s
      join fleet.vehicle_owners o on o.vehicle_id = s.vehicle_id and o.valid_to is null
     cross join (select p_moment at time zone p_zone as local_at,
                        config.setting(p_setting => 'service_starts')::time as starts,
                        config.setting(p_setting => 'service_ends')::time as ends) c
     where s.sign in ('receiving', 'silent', 'no_fares_yet') and c.local_at::time between c.starts and c.ends)
  select q.vehicle_id, q.owner_id, q.plate, q.since, e.fares
    from quiet q
   cross join lateral (select fares.expected_fares(p_owner_id => q.owner_id, p_vehicle_id => q.vehicle_id,
                                p_from => q.since, p_to => p_moment, p_zone => p_zone,
                                p_horizon => p_horizon) as fares) e
   where q.since < p_moment - interval '15 minutes'   -- no usual gap is so short that four times it would be less
     and e.fares >= config.setting(p_setting => 'silent_least_fares')::int
     and extract(epoch from p_moment - q.since) * (fares.expected_fares(p_owner_id => q.owner_id,
           p_vehicle_id => q.vehicle_id, p_from => p_moment - interval '1 hour', p_to => p_moment, p_zone => p_zone,
           p_horizon => p_horizon)) > config.setting(p_setting => 'silent_gaps')::int * 3600
   order by q.vehicle_id
$$;
comment on function fares.silent_vehicles is 'since: its last fare, or the start of service, or when it was bought; '
  'expected_fares: since then. Raises nothing.';

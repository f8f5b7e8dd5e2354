-- Adds up the cash that crews told of the trips of some days, for the owners of those days. Told by the crew, not in
-- the ledger. Repeat: the same as of the same moment. Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.cash_told(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,          -- first and last market day
  p_to          date,
  p_moment      timestamptz    -- what was told by then
) returns jsonb language plpgsql stable as $$
begin
  return (
  with days as (select p_from::timestamp at time zone z.name as begins, (p_to + 1)::timestamp at time zone z.name as
    ends
                  from (select config.setting(p_setting => 'time_zone') as name) z)
  select jsonb_build_object('cents', coalesce(sum(y.cents), 0)::bigint, 'trips', count(*), 'told', count(y.cents))
    from days d
    join fleet.trips t on t.vehicle_id = any (p_vehicle_ids) and t.opened_at >= d.begins and t.opened_at < d.ends
                      and t.opened_at <= p_moment
    join fleet.vehicle_owners o on o.vehicle_id = t.vehicle_id and o.owner_id = any (p_owner_ids)
                      and o.valid_from <= t.opened_at and (o.valid_to is null or t.opened_at < o.valid_to)
    left join lateral (select c.cents from fares.cash_tallies c where c.trip_id = t.trip_id and c.told_at <= p_moment
                        order by c.tally_id desc limit 1) y on true);
end $$;
comment on function fares.cash_told is 'cents, and of how many trips (told) of all (trips). Raises nothing.';

-- Were there too many wrong PINs? They are counted by phone over all vehicles, and by vehicle over all unknown phones.
-- A phone of the crew is paused by its own wrong PINs only, so nobody can lock a crew out.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.pin_pause(p_phone_hash bytea, p_vehicle_id bigint, p_at timestamptz) returns int
language sql stable as $$
  with setting as (
    select config.setting(p_setting => 'pin_pause_minutes')::int * interval '1 minute' as pause,
           config.setting(p_setting => 'pin_tries')::int as own,
           config.setting(p_setting => 'pin_unknown_sim_tries')::int as unknown
  ), counted as (
    (select max(f.failed_at) as newest, min(f.failed_at) as oldest, count(*) as tries,
            min(s.own) as allowed, min(s.pause) as within
       from setting s cross join lateral (
         select o.failed_at from accounts.pin_failures o
          where o.phone_hash = p_phone_hash order by o.failed_at desc limit s.own) f)
    union all
    (select max(f.failed_at), min(f.failed_at), count(*), min(s.unknown), interval '1 hour'
       from setting s cross join lateral (
         select o.failed_at from accounts.pin_failures o
          where o.vehicle_id = p_vehicle_id and not o.is_known order by o.failed_at desc limit s.unknown) f
      where not accounts.is_crew_sim(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id)))
  select coalesce(max(ceil(extract(epoch from c.newest + s.pause - p_at) / 60)), 0)::int
    from counted c cross join setting s
   where c.tries >= c.allowed and c.oldest > c.newest - c.within and p_at < c.newest + s.pause
$$;
comment on function accounts.pin_pause is
  'Minutes until this phone may try again for this vehicle; 0: now. Raises nothing.';

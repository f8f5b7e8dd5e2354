-- Switches a route to the rain fares for some hours, or back, and ends an event early: at once, by one official,
-- because the fares were approved by two and the cap holds. Rain ends by itself. Locks: the route's row. Repeat: same.
-- Source: docs/decisions/fare-board.md.
create or replace function fleet.switch_band(
  p_route_id bigint,
  p_made_by  bigint,
  p_switch   text,      -- rain_on, rain_off, or event_off: the one in force, or the next planned
  p_hours    text,      -- of rain_on: 1 to 4
  p_at       timestamptz
) returns text language plpgsql as $$
begin
  perform from fleet.routes r where r.route_id = p_route_id for no key update;
  case p_switch
    when 'rain_on' then
      if p_hours ~ '^[1-4]$' is not true then
        return 'hours_not';
      elsif fleet.band_fares(p_route_id => p_route_id, p_band => 'rain', p_at => p_at) is null then
        return 'no_rain_fares';
      elsif exists (select from fleet.rain_switches w
                     where w.route_id = p_route_id and w.valid_from <= p_at and p_at < w.valid_to) then
        return 'same';
      end if;
      insert into fleet.rain_switches (route_id, valid_from, valid_to, made_by)
      values (p_route_id, p_at, p_at + p_hours::int * interval '1 hour', p_made_by);
    when 'rain_off' then
      update fleet.rain_switches w set valid_to = greatest(p_at, w.valid_from + interval '1 microsecond')
       where w.route_id = p_route_id and w.valid_from <= p_at and p_at < w.valid_to;
    when 'event_off' then
      update fleet.fare_events e set ended_at = p_at
       where e.event_id = (select n.event_id from fleet.fare_events n
                            where n.route_id = p_route_id and n.ended_at is null and n.ends_at > p_at
                            order by n.starts_at limit 1);
    else
      raise exception 'rain_on, rain_off or event_off' using errcode = 'LFV80';
  end case;
  return case when found then p_switch else 'same' end;
end $$;
comment on function fleet.switch_band is
  'Outcome rain_on, rain_off or event_off, same (it is so already), hours_not (1 to 4) or no_rain_fares. Raises LFV80 '
  '(switch).';

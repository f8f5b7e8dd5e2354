-- Which price of a route counts: that of a planned event, then rain while the SACCO has it on, otherwise peak or
-- off-peak by its hours. A route whose peak fares were left blank has no peak. Source: docs/decisions/fare-board.md.
create or replace function fleet.fare_band(p_route_id bigint, p_at timestamptz) returns text
language plpgsql stable as $$
begin
  return (
    select case
      when fleet.event_at(p_route_id => p_route_id, p_at => p_at) is not null then 'event'
      when exists (select from fleet.rain_switches w
                    where w.route_id = p_route_id and w.valid_from <= p_at and p_at < w.valid_to) then 'rain'
      when exists (select from (select (p_at at time zone config.setting(p_setting => 'time_zone'))::time as clock
                                offset 0) n
                     join fleet.fare_bands b on b.route_id = p_route_id and n.clock >= b.starts_at
                                            and n.clock < b.ends_at)
        and exists (select from fleet.stages s join fleet.stage_fares f using (stage_id)
                     where s.route_id = p_route_id and f.band = 'peak' and f.effective_from <= p_at) then 'peak'
      else 'off_peak' end);
end $$;
comment on function fleet.fare_band is
  'event, rain, peak or off_peak for a route at a moment, by the market''s clock (setting time_zone). Raises nothing.';

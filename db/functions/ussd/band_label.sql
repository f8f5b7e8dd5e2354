-- Tells a crew on its menu which fares count now: those of the peak, the rain or an event.
-- Source: docs/decisions/fare-board.md.
create or replace function ussd.band_label(p_route_id bigint, p_lang text, p_at timestamptz) returns text
language sql stable as $$
  select case when b.band is null or b.band = 'off_peak' then ''
              else E'\n' || messaging.say(p_key => 'ussd_band_' || b.band, p_lang => p_lang, p_args => '{}') end
    from (select case when p_route_id is not null
                      then fleet.fare_band(p_route_id => p_route_id, p_at => p_at) end as band) b
$$;
comment on function ussd.band_label is 'A line of its own, such as "Sasa: nauli ya mvua"; empty for off-peak. Raises '
  'nothing.';

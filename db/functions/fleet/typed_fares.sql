-- Reads the fares that an official typed for a route: of the bands that change, or of an event.
create or replace function fleet.typed_fares(
  p_route_id bigint,
  p_kind     text,      -- fares or event
  p_typed    jsonb,     -- by band, see fleet.parse_fares
  p_at       timestamptz
) returns jsonb language plpgsql stable as $$
declare
  v_count int := (select count(*)::int - 1 from fleet.stages s where s.route_id = p_route_id);
  v_fares jsonb := jsonb_build_object();
  v_cents bigint[];
  v_off   bigint[];
  v_had   bigint[];
  v_bands text[] := case p_kind when 'event' then array['event'] else array['off_peak', 'peak', 'rain'] end;
  v_band  text;
begin
  foreach v_band in array v_bands loop
    v_cents := fleet.parse_fares(p_fares => p_typed -> v_band, p_count => v_count);
    if v_cents is null or (v_band in ('off_peak', 'event') and v_cents = '{}') then
      return null;
    end if;
    v_off := coalesce(v_off, v_cents);
    v_had := case when p_kind = 'fares'
                  then fleet.band_fares(p_route_id => p_route_id, p_band => v_band, p_at => p_at) end;
    if v_cents = '{}' and v_had is not null then   -- a band that was cleared costs what the off-peak costs
      v_cents := v_off;
    end if;
    if v_cents <> '{}' and v_cents is distinct from v_had then
      v_fares := v_fares || jsonb_build_object(v_band, v_cents);
    end if;
  end loop;
  return v_fares;
end $$;
comment on function fleet.typed_fares is
  'Cents by band, of those bands that differ from what is in force; null when a fare is missing or is not 1 to 9,999 '
  'shillings. Raises nothing.';

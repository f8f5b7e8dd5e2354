-- Sets the first fares of a route in every band that was typed, from now on. Later ones are proposed and approved
-- (fleet.propose_fares). Locks: none. Repeat: unchanged fares add nothing. Source: docs/decisions/fare-board.md.
create or replace function fleet.change_fares(
  p_route_id bigint,
  p_fares    jsonb     -- {"off_peak": […], "peak": […], "rain": […]}, see fleet.parse_fares
) returns text language plpgsql as $$
declare
  v_count int := (select count(*) - 1 from fleet.stages s where s.route_id = p_route_id);
  v_now   timestamptz := clock_timestamp();
  v_band  text;
  v_cents bigint[];
  v_had   bigint[];
  v_off   bigint[];
begin
  foreach v_band in array array['off_peak', 'peak', 'rain'] loop
    v_cents := fleet.parse_fares(p_fares => p_fares -> v_band, p_count => v_count);
    if v_cents is null or (v_band = 'off_peak' and v_cents = '{}') then
      return 'fares_wrong';
    end if;
    v_off := coalesce(v_off, v_cents);
    v_had := fleet.band_fares(p_route_id => p_route_id, p_band => v_band, p_at => v_now);
    if v_cents = '{}' and v_had is not null then
      v_cents := v_off;
    end if;
    if v_cents <> '{}' and v_cents is distinct from v_had then
      perform fleet.set_stage_fares(p_route_id => p_route_id, p_band => v_band, p_amounts_cents => v_cents,
                                    p_effective_from => v_now);
    end if;
  end loop;
  return 'saved';
end $$;
comment on function fleet.change_fares is
  'Outcome saved or fares_wrong (then the caller undoes what was set before). Raises nothing.';

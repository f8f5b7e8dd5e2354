-- Registers a route from what was typed: number, corridor, stages in order, its first fares by band, peak hours, and
-- the most that a seat may cost; nothing typed: the dearest of these fares. Later fares and caps take two people
-- (fleet.propose_fares). Locks: none. Repeat: the number is taken. Source: docs/decisions/fare-board.md.
create or replace function fleet.lay_route(p_sacco_id bigint, p_typed jsonb) returns jsonb language plpgsql as $$
declare
  v_number   text := upper(btrim(p_typed ->> 'number'));
  v_corridor text := btrim(p_typed ->> 'corridor');
  v_stages   text[] := array(select messaging.gsm_text(p_text => s) from jsonb_array_elements_text(p_typed -> 'stages')
                               with ordinality x(s, n) order by n);
  v_hours    text := replace(coalesce(p_typed ->> 'peak_hours', ''), ' ', '');
  v_route_id bigint;
  v_dearest  bigint := (select max(c) from unnest(array['off_peak', 'peak', 'rain']) b
                         cross join unnest(fleet.parse_fares(p_typed -> b, cardinality(v_stages) - 1)) c);
  v_caps     bigint[] := fleet.parse_fares(jsonb_build_array(p_typed ->> 'cap'), 1);
  v_outcome  text := case
    when v_number ~ '^[0-9A-Z/]{1,8}$' is not true then 'number_wrong'
    when length(v_corridor) between 3 and 60 is not true then 'corridor_wrong'
    when cardinality(v_stages) not between 2 and 20
      or exists (select from unnest(v_stages) s where length(s) not between 1 and 20
           or s ~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]') then 'stages_wrong'
    when (select count(distinct lower(s)) from unnest(v_stages) s) <> cardinality(v_stages) then 'stages_twice'
    when fleet.parse_fares(p_typed -> 'off_peak', cardinality(v_stages) - 1) = '{}'
      or exists (select from unnest(array['off_peak', 'peak', 'rain']) b
                  where fleet.parse_fares(p_typed -> b, cardinality(v_stages) - 1) is null) then 'fares_wrong'
    when v_hours !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9](,|$)){0,4}$'
      or exists (select from regexp_matches(v_hours, '(.....)-(.....)', 'g') h where h[2] <= h[1]) then 'hours_wrong'
    when v_caps is null or v_caps[1] < v_dearest then 'cap_wrong'
    when exists (select from fleet.routes r where r.sacco_id = p_sacco_id and r.number = v_number) then 'number_taken'
  end;
begin
  if v_outcome is not null then
    return jsonb_build_object('outcome', v_outcome);
  end if;
  v_route_id := fleet.register_route(p_sacco_id => p_sacco_id, p_number => v_number, p_corridor => v_corridor,
                                     p_stages => v_stages);
  insert into fleet.fare_bands (route_id, starts_at, ends_at)
  select v_route_id, h[1]::time, h[2]::time from regexp_matches(v_hours, '(.....)-(.....)', 'g') h
  on conflict do nothing;
  insert into fleet.fare_caps (route_id, cap_cents, effective_from)
  values (v_route_id, coalesce(v_caps[1], v_dearest), clock_timestamp());
  perform fleet.change_fares(p_route_id => v_route_id, p_fares => p_typed);
  return jsonb_build_object('outcome', 'registered', 'route_id', v_route_id);
end $$;
comment on function fleet.lay_route is
  'Outcome registered (with route_id), number_wrong, corridor_wrong, stages_wrong (2 to 20, each of 1 to 20 letters '
  'that an SMS can show), stages_twice, fares_wrong, hours_wrong, cap_wrong or number_taken. Raises nothing.';

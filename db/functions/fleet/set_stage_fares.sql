-- Sets what a seat costs to each stage of a route, in one band, from a moment on. The SACCO sets its fares itself.
-- Locks: none. Repeat: the same start is refused.
create or replace function fleet.set_stage_fares(
  p_route_id       bigint,
  p_band           text,          -- off_peak, peak, rain or event
  p_amounts_cents  bigint[],      -- for stages 2, 3 … in order
  p_effective_from timestamptz,
  p_event_id       bigint default null   -- of the band event
) returns int language plpgsql as $$
declare
  v_set int;
begin
  insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from, event_id)
  select s.stage_id, p_band, p_amounts_cents[s.position - 1], p_effective_from, p_event_id from fleet.stages s
   where s.route_id = p_route_id and s.position between 2 and cardinality(p_amounts_cents) + 1;
  get diagnostics v_set = row_count;
  if v_set <> cardinality(p_amounts_cents) then
    raise exception 'one price for each stage after the first' using errcode = 'LFV32';
  end if;
  return v_set;
end $$;
comment on function fleet.set_stage_fares is 'Adds prices in cents for a route''s stages in one band; returns how '
  'many. Raises LFV32 (more prices than stages), LFV34 (above the route''s cap), unique_violation (a price with that '
  'start exists).';

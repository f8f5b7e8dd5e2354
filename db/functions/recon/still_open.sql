-- Keeps of these lines the ones that are open: most are matched by their receipt, and the other rules need not look at
-- them. Locks: none. Repeat: fewer or the same.
create or replace function recon.still_open(p_line_ids bigint[]) returns bigint[]
language plpgsql volatile set plan_cache_mode = force_custom_plan as $$
declare
  v_first bigint;   -- the range spares reading all lines there ever were
  v_last  bigint;
begin
  select min(u), max(u) into v_first, v_last from unnest(p_line_ids) u;
  return array(select l.line_id from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
                where l.line_id between v_first and v_last and l.state = 'open' order by l.line_id);
end $$;
comment on function recon.still_open is 'Ids in their order, none for NULL. Raises nothing.';

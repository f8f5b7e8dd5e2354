-- What staff can change of a row, as texts: of a setting its value, of a limit how many and how often.
-- Source: decision 0080. Locks: none. Repeat: reads only.
create or replace function security.config_part(
  p_row jsonb    -- a row of settings, limits or retention_periods, as it is or as the trail kept it
) returns jsonb
language sql immutable as $$
  select jsonb_object_agg(e.key, e.value) from jsonb_each_text(p_row) e
   where e.key in ('value', 'burst', 'refill_ms', 'keep_days')
$$;
comment on function security.config_part(jsonb) is
  'The columns that staff can change, each as text; null where there is none. Raises nothing.';

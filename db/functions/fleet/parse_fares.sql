-- Reads the fares of one band as people type them, in whole shillings, one for each stage after the first.
create or replace function fleet.parse_fares(
  p_fares jsonb,   -- array of text; null or all blank: this band has no fares of its own
  p_count int      -- how many stages come after the first
) returns bigint[] language plpgsql immutable as $$
begin
  if coalesce(jsonb_array_length(case when jsonb_typeof(p_fares) = 'array' then p_fares end), 0) = 0
     or not exists (select from jsonb_array_elements_text(p_fares) f where btrim(f) <> '') then
    return '{}'::bigint[];
  elsif jsonb_array_length(p_fares) <> p_count
     or exists (select from jsonb_array_elements_text(p_fares) f
                 where f is null or btrim(f) !~ '^[1-9][0-9]{0,3}$') then
    return null;
  end if;
  return (select array_agg(btrim(f)::bigint * 100 order by n)
            from jsonb_array_elements_text(p_fares) with ordinality x(f, n));
end $$;
comment on function fleet.parse_fares is
  'Cents for each stage in order; empty for a band without fares; null when one is missing or is not 1 to 9,999 '
  'shillings. Raises nothing.';

-- Counts what a step of an import registered, and ends the row when the step refused it.
create or replace function fleet.import_outcome(p_document jsonb) returns int language plpgsql as $$
begin
  if p_document ->> 'outcome' in ('registered', 'known') then
    return (p_document ->> 'outcome' = 'registered')::int;
  end if;
  raise exception '%', p_document ->> 'outcome' using errcode = 'LFV33';
end $$;
comment on function fleet.import_outcome is '1 for registered, 0 for known. Raises LFV33 for any other outcome.';

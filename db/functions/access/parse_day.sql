-- Parses a day from a form: as a browser's date picker writes it, or as people type it.
create or replace function access.parse_day(
  p_text text   -- 2026-11-22 or 22/11/2026
) returns date language plpgsql immutable as $$
declare
  v_parts text[] := regexp_match(p_text, '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$');
begin
  if v_parts is not null then
    return make_date(v_parts[3]::int, v_parts[2]::int, v_parts[1]::int);
  elsif p_text !~ '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$' then
    raise exception 'not a day' using errcode = 'LFV81';
  end if;
  return nullif(p_text, '')::date;
exception when datetime_field_overflow then   -- 30 February
  raise exception 'not a day' using errcode = 'LFV81';
end $$;
comment on function access.parse_day is 'The day, or null for an empty text. Raises LFV81 (not a day).';

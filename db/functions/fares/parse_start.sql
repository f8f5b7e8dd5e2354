-- Reads the day from which a split is to count: a later market day, so that nobody's money of today is divided anew.
create or replace function fares.parse_start(
  p_text text,          -- 2026-12-01
  p_at   timestamptz    -- now
) returns date language plpgsql stable as $$
declare
  v_today date := (p_at at time zone config.setting(p_setting => 'time_zone'))::date;
  v_on    date;
begin
  if p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    v_on := p_text::date;
  end if;
  return case when v_on between v_today + 1 and v_today + 90 then v_on end;
exception when datetime_field_overflow then   -- 30 February
  return null;
end $$;
comment on function fares.parse_start is 'A day within 90 days after today, or null. Raises nothing.';

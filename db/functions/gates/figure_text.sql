-- Writes a figure for one line of an alarm, in its unit.
create or replace function gates.figure_text(p_value bigint, p_unit text) returns text language sql immutable as $$
  select case p_unit
    when 'permille' then to_char(p_value / 10.0, 'FM9999990.0') || ' %'
    when 'tenths' then to_char(p_value / 10.0, 'FM9999990.0')
    when 'ms' then to_char(p_value / 1000.0, 'FM9999990.0') || ' s'
    when 'seconds' then case when p_value < 7200 then p_value / 60 || ' min' else p_value / 3600 || ' h' end
    when 'cents' then 'KES ' || to_char(p_value / 100.0, 'FM9999990.00')
    when 'bytes' then to_char(p_value / 1024.0, 'FM9999990.0') || ' KB'
    else p_value::text end
$$;
comment on function gates.figure_text is 'Such as 81.5 %, 12.0 s or 37 h; null for none. Raises nothing.';

-- Converts a value of the audit log that is a time to the market's clock.
create or replace function audit.market_time(p_text text, p_zone text) returns text language sql stable as $$
  select case
    when p_text ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9](:[0-5][0-9]){2}([.][0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}$'
    then to_char(p_text::timestamptz at time zone p_zone, 'YYYY-MM-DD"T"HH24:MI:SS')
    else p_text end
$$;
comment on function audit.market_time is
  'A timestamp as the market''s time without offset, to the second; any other text unchanged. Raises nothing.';

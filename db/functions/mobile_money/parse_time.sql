-- Reads a TransTime: yyyyMMddHHmmss on the market's clock, without a zone. Source: docs/mobile-money.md, 1.2.
create or replace function mobile_money.parse_time(
  p_text      text,
  p_time_zone text   -- the market's, such as Africa/Nairobi
) returns timestamptz
language plpgsql stable as $$
declare
  v_month date;
begin
  if p_text is null
    or p_text !~ '^(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]$' then
    return null;
  end if;
  v_month := make_date(substr(p_text, 1, 4)::int, substr(p_text, 5, 2)::int, 1);
  if substr(p_text, 7, 2)::int > extract(day from v_month + interval '1 month' - interval '1 day') then
    return null;
  end if;
  return make_timestamp(substr(p_text, 1, 4)::int, substr(p_text, 5, 2)::int, substr(p_text, 7, 2)::int,
                        substr(p_text, 9, 2)::int, substr(p_text, 11, 2)::int, substr(p_text, 13, 2)::int)
         at time zone p_time_zone;
end $$;
comment on function mobile_money.parse_time is
  'The moment a TransTime names, or null when it names none (31 February, 25 o''clock, other characters). Raises '
  'nothing.';

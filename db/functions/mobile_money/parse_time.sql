-- Reads a TransTime: yyyyMMddHHmmss on the market's clock, without a zone. Source: docs/mobile-money.md, 1.2.
create or replace function mobile_money.parse_time(
  p_text      text,
  p_time_zone text   -- the market's, such as Africa/Nairobi
) returns timestamptz
language plpgsql stable as $$
declare
  v_year  int;
  v_month int;
  v_day   int;
begin
  if p_text is null or length(p_text) <> 14 or p_text !~ '^[0-9]+$' or left(p_text, 2) not in ('19', '20') then
    return null;
  end if;
  v_year := left(p_text, 4)::int;
  v_month := substr(p_text, 5, 2)::int;
  v_day := substr(p_text, 7, 2)::int;
  if v_month not between 1 and 12 or v_day not between 1 and 31 or substr(p_text, 9, 2)::int > 23
    or substr(p_text, 11, 2)::int > 59 or substr(p_text, 13, 2)::int > 59 then
    return null;
  elsif v_day > 28 and v_day > extract(day from make_date(v_year, v_month, 1) + interval '1 month - 1 day') then
    return null;
  end if;
  return make_timestamp(v_year, v_month, v_day, substr(p_text, 9, 2)::int, substr(p_text, 11, 2)::int,
                        substr(p_text, 13, 2)::int) at time zone p_time_zone;
end $$;
comment on function mobile_money.parse_time is
  'The moment a TransTime names, or null when it names none (31 February, 25 o''clock, other characters).';

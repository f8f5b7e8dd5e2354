-- Reads a day and time as forms send it, 2026-12-01 05:00 or 2026-12-01T05:00, on the market's clock.
create or replace function fleet.parse_moment(p_text text) returns timestamptz language sql stable as $$
  select mobile_money.parse_time(p_time_zone => config.setting(p_setting => 'time_zone'),
    p_text => coalesce(regexp_replace(btrim(p_text), '^(\d{4})-(\d{2})-(\d{2})[T ]+(\d{2}):(\d{2})$', '\1\2\3\4\500'),
                       ''))
$$;
comment on function fleet.parse_moment is 'Null for anything else. Raises nothing.';

-- When a payment was made, as its message says, unless that makes no sense.
create or replace function mobile_money.payment_times(
  p_text      text,          -- TransTime
  p_time_zone text,          -- the market's
  p_came      timestamptz,   -- when the message came, by our clock
  p_flag      text,          -- from_statement and from_pull: told later than a message would be
  out said    timestamptz,
  out flag    text
) language plpgsql stable as $$
begin
  said := mobile_money.parse_time(p_text => p_text, p_time_zone => p_time_zone);
  -- Not later than now: a message can't be older than its payment, but the clock that dated it may have been wrong.
  if said is null or said > greatest(p_came, now()) + interval '5 minutes'
     or said < p_came - interval '48 hours' and coalesce(p_flag, '') !~ '^from_' then
    said := null;
    flag := 'time_replaced';
  elsif said < p_came - interval '1 hour' then
    flag := 'late';
  end if;
end $$;
comment on function mobile_money.payment_times is
  'One row. said: null where the time is to be replaced by the one at which it came. flag: time_replaced, late (by '
  'more than an hour) or null. Raises nothing.';

-- When a payment was made, as its message says, unless that makes no sense. In SQL, so that it becomes part of the
-- statement that joins it.
create or replace function mobile_money.payment_times(
  p_text      text,          -- TransTime
  p_time_zone text,          -- the market's
  p_came      timestamptz,   -- when the message came, by our clock
  p_flag      text           -- from_statement and from_pull: told later than a message would be
) returns table (said timestamptz, flag text) language sql stable as $$
  select case when f.flag is distinct from 'time_replaced' then t.said end, f.flag
    from (select mobile_money.parse_time(p_text => p_text, p_time_zone => p_time_zone) as said offset 0) t
   cross join lateral (
     -- Not later than now: a message can't be older than its payment, but the clock that dated it may have been wrong.
     select case when t.said is null or t.said > greatest(p_came, now()) + interval '5 minutes'
                   or t.said < p_came - interval '48 hours' and coalesce(p_flag, '') !~ '^from_' then 'time_replaced'
                 when t.said < p_came - interval '1 hour' then 'late' end as flag offset 0) f
$$;
comment on function mobile_money.payment_times is
  'One row. said: null where the time is to be replaced by the one at which it came. flag: time_replaced, late (by '
  'more than an hour) or null. Raises nothing.';

-- Finds the first and last day of a period (day, week from Monday, month) and of its neighbours.
create or replace function fares.period_days(
  p_period text,          -- day, week or month; null or empty: day
  p_on     text,          -- a day in it, 2026-11-22; null or empty: today
  p_moment timestamptz    -- now, or the moment the page is as of
) returns table (period text, starts_on date, ends_on date, today date, before_on date, after_on date)
language plpgsql stable as $$
declare
  v_on   date;
  v_span interval;
begin
  today := (p_moment at time zone config.setting(p_setting => 'time_zone'))::date;
  period := coalesce(nullif(p_period, ''), 'day');
  if period not in ('day', 'week', 'month') or p_on !~ '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$' then
    raise exception 'not a period' using errcode = 'LFV65';
  end if;
  begin
    v_on := coalesce(nullif(p_on, '')::date, today);
  exception when datetime_field_overflow then   -- 30 February
    raise exception 'not a day' using errcode = 'LFV65';
  end;
  if v_on not between date '2020-01-01' and today then
    raise exception 'the ledger has no such day' using errcode = 'LFV65';
  end if;
  v_span := ('1 ' || period)::interval;
  starts_on := date_trunc(period, v_on::timestamp)::date;
  ends_on := (starts_on + v_span)::date - 1;
  before_on := (starts_on - v_span)::date;
  after_on := case when ends_on < today then ends_on + 1 end;
  return next;
end $$;
comment on function fares.period_days is
  'One row: first and last day of the period, today by the market''s clock, first day of the period before and of the '
  'one after (null: that is yet to come). Raises LFV65 (not a period, not a day, before 2020 or in the future).';

-- Finds the market day whose limits a redemption counts for.
create or replace function loyalty.market_day(p_at timestamptz) returns date language sql stable as $$
  select (p_at at time zone config.setting(p_setting => 'time_zone'))::date
$$;
comment on function loyalty.market_day is 'A date. Raises nothing.';

-- Finds the market day that money moved now counts for: today on the market's clock, or the first open day after the
-- closed ones.
create or replace function ledger.open_day(p_at timestamptz) returns date language plpgsql stable as $$
begin
  return greatest((p_at at time zone config.setting(p_setting => 'time_zone'))::date,
                  (select max(d.business_on) + 1 from ledger.closed_days d));
end $$;
comment on function ledger.open_day is 'A date. Raises nothing.';

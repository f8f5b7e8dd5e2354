-- Finds the last day whose totals are stored and complete as of a horizon. Source: docs/decisions/owner-pages.md.
create or replace function fares.stored_until(p_horizon xid8) returns date language plpgsql stable as $$
begin
  return (
    select coalesce(max(t.until_on), date '2000-01-01') from fares.totals_until t where t.horizon <= p_horizon);
end $$;
comment on function fares.stored_until is 'A day; long ago when none is stored. Raises nothing.';

-- Counts the promises of these SACCOs' vehicles that no payment has cleared yet. Source: docs/decisions/grace-mode.md.
create or replace function fares.promises_open(p_sacco_ids bigint[]) returns bigint language sql stable as $$
  select count(*) from fares.promises p join fleet.vehicles v using (vehicle_id)
   where p.state = 'open' and v.sacco_id = any (p_sacco_ids)
$$;
comment on function fares.promises_open is 'Their number. Raises nothing.';

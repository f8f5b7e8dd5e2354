-- Adds up the fares of some days of which something is on hold, so that a page can say it beside their total.
create or replace function fares.held_takings(
  p_held        jsonb,     -- from ledger.held_of
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date
) returns bigint language plpgsql stable as $$
begin
  return (
    select coalesce(sum(f.amount_cents), 0)::bigint
      from jsonb_to_recordset(p_held -> 'rows') as h(kind text, reference text)
      join fares.fares f on h.kind = 'fare' and f.receipt = h.reference
     where f.vehicle_id = any (p_vehicle_ids) and f.business_on between p_from and p_to);
end $$;
comment on function fares.held_takings is 'Cents, before the fee; 0 when nothing is held. Raises nothing.';

-- What a trip earned its crew by the split rules of its fares: the sum of their parts for the crew. After a hand-over
-- each fare counts for one of the two. Source: docs/decisions/crews-and-trips.md. In plpgsql, which keeps the plan.
create or replace function fares.crew_pay(p_trip_id bigint) returns bigint language plpgsql stable as $$
declare
  -- Most rules have no part for the crew, and then no entry is read.
  v_sub_wallets bigint[] := array(
    select r.sub_wallet_ids[array_position(r.purposes, 'crew')]
      from fleet.trips t join fares.split_rules r on r.vehicle_id = t.vehicle_id
     where t.trip_id = p_trip_id and 'crew' = any (r.purposes));
begin
  if v_sub_wallets = '{}' then
    return 0;
  end if;
  return (select coalesce(sum(e.amount_cents), 0)::bigint from fares.trip_fares(p_trip_id => p_trip_id) f
    join ledger.ledger_entries e on e.journal_id = f.journal_id and e.sub_wallet_id = any (v_sub_wallets));
end $$;
comment on function fares.crew_pay is 'Cents; 0 where no rule has a part for the crew. Raises nothing.';

-- What a trip earned its crew by the split rules of its fares: the sum of their parts for the crew. After a hand-over
-- each fare counts for one of the two. Source: docs/decisions/crews-and-trips.md. In plpgsql, which keeps the plan.
create or replace function fares.crew_pay(p_trip_id bigint) returns bigint language plpgsql stable as $$
begin
  return (select coalesce(sum(e.amount_cents), 0)::bigint from fares.trip_fares(p_trip_id => p_trip_id) f
    join ledger.ledger_entries e on e.journal_id = f.journal_id
    join ledger.sub_wallets s on s.sub_wallet_id = e.sub_wallet_id and s.purpose = 'crew');
end $$;
comment on function fares.crew_pay is 'Cents; 0 where no rule has a part for the crew. Raises nothing.';

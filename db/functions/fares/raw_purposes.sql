-- Adds up what fares brought to each purpose and to our fee, entry by entry. Pages call fares.purpose_takings.
create or replace function fares.raw_purposes(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, business_on date, purpose text, cents bigint)
language sql stable as $$
  select f.vehicle_id, f.owner_id, f.business_on, case w.kind when 'commission' then 'fee' else s.purpose end,
         sum(e.amount_cents)::bigint
    from fares.owned_fares(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                           p_horizon => p_horizon) f
    join ledger.ledger_entries e on e.journal_id = f.journal_id
    join ledger.sub_wallets s on s.sub_wallet_id = e.sub_wallet_id
    join ledger.wallets w on w.wallet_id = s.wallet_id and w.kind <> 'trust'
   group by 1, 2, 3, 4
$$;
comment on function fares.raw_purposes is 'Cents by vehicle, owner, day and purpose (fee: ours); sums to the fares.';

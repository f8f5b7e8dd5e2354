-- Adds up what an owner's payouts took from the pots and has neither arrived nor come back, as of a horizon.
create or replace function payouts.on_the_way(
  p_owner_ids bigint[],
  p_horizon   xid8       -- see ledger.as_of
) returns bigint language plpgsql stable as $$
begin
  return (
    select coalesce(sum(g.amount_cents), 0)::bigint
      from payouts.payouts p join payouts.legs g using (payout_id)
      join ledger.journals j on j.journal_id = p.hold_journal_id
     where p.party_kind = 'owner' and p.party_id = any (p_owner_ids) and j.xact < p_horizon
       and not exists (select from ledger.journals e where e.journal_id = p.end_journal_id and e.xact < p_horizon));
end $$;
comment on function payouts.on_the_way is 'Cents, fees included; 0 for none. Repeat: the same as of the same horizon. '
  'Raises nothing.';

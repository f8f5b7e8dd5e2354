-- Adds up what came in and went out by anything but fares, whose totals are stored (fares.purpose_takings): money
-- without a vehicle, change, credit, and corrections. A fare that was moved away is in neither. Repeat: the same as of
-- the same horizon.
create or replace function ledger.other_movements(
  p_from    date,      -- first and last market day
  p_to      date,
  p_horizon xid8       -- see ledger.as_of
) returns table (business_on date, kind text, in_cents bigint, out_cents bigint, fee_cents bigint)
language sql stable as $$
  select j.business_on, j.kind,
         coalesce(sum(-e.amount_cents) filter (where w.kind = 'trust' and e.amount_cents < 0), 0)::bigint,
         coalesce(sum(e.amount_cents) filter (where w.kind = 'trust' and e.amount_cents > 0), 0)::bigint,
         coalesce(sum(e.amount_cents) filter (where w.kind = 'commission'), 0)::bigint
    from ledger.journals j
    join ledger.ledger_entries e using (journal_id)
    join ledger.sub_wallets s using (sub_wallet_id)
    join ledger.wallets w using (wallet_id)
   where j.kind <> 'fare' and j.kind <> 'fare_moved_out' and j.business_on between p_from and p_to
     and j.xact < p_horizon
   group by j.business_on, j.kind
$$;
comment on function ledger.other_movements is 'Cents into and out of the trust account by day and kind of journal, and '
  'what our commission got (negative: given back). Raises nothing.';

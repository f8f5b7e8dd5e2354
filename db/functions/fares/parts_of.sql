-- Finds what a fare brought to each purpose, from its journal's own legs.
create or replace function fares.parts_of(p_journal_id bigint) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(s.purpose, e.amount_cents), '{}')
    from ledger.ledger_entries e
    join ledger.sub_wallets s on s.sub_wallet_id = e.sub_wallet_id
    join ledger.wallets w on w.wallet_id = s.wallet_id and w.kind = 'vehicle'
   where e.journal_id = p_journal_id
$$;
comment on function fares.parts_of is '{purpose: cents}, without our fee; {} for none. Raises nothing.';

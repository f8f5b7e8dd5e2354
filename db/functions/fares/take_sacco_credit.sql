-- Pays the trust account of a SACCO so much from a passenger's credit with it, as far as it is there, not held and not
-- reserved, else as a difference. One half of fares.take_credit_back, which locks first. Locks: as
-- ledger.post_journals. Repeat: the journal's reference lets it happen once.
create or replace function fares.take_sacco_credit(
  p_phone_hash bytea,
  p_sacco_id   bigint,   -- null: the platform's own shard
  p_currency   text,
  p_cents      bigint,
  p_reference  text,
  p_reason     text
) returns void language plpgsql as $$
declare
  v_accounts bigint[];   -- credit, trust
  v_lost     bigint;     -- sub_wallet
  v_taken    bigint;
  v_journal  bigint;
begin
  if p_cents > 0 is not true then
    return;
  end if;
  v_accounts := fares.credit_accounts(p_sacco_id => p_sacco_id, p_currency => p_currency);
  v_lost := (ledger.open_sub_wallets(p_kind => 'difference', p_sacco_id => p_sacco_id, p_owner_id => null,
    p_vehicle_id => null, p_currency => p_currency, p_purposes => array['main']))[1];
  v_taken := least(p_cents, fares.available_credit(p_phone_hash => p_phone_hash, p_sacco_id => p_sacco_id,
                                                   p_currency => p_currency));
  select (ledger.post_journals(p_kind => 'operator_reversal', p_references => array[p_reference],
            p_business_on => array[ledger.open_day(p_at => clock_timestamp())],
            p_value_at => array[clock_timestamp()], p_corrects => null, p_reasons => array[p_reason],
            p_leg_journals => array_agg(1), p_leg_lines => array_agg(l.n order by l.n),
            p_leg_sub_wallet_ids => array_agg(l.id order by l.n), p_leg_amounts_cents => array_agg(l.c order by l.n),
            p_leg_currencies => array_agg(p_currency)))[1] into v_journal
    from (values (1, v_accounts[1], -v_taken), (2, v_lost, v_taken - p_cents), (3, v_accounts[2], p_cents)) l(n, id, c)
   where l.c <> 0;
  if v_taken > 0 then
    insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
    values (p_phone_hash, p_sacco_id, p_currency, -v_taken, v_journal);
  end if;
end $$;
comment on function fares.take_sacco_credit is 'Raises LFC10 (it was taken back before, otherwise).';

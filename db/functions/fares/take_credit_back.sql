-- Pays the trust account, for a payment that the operator took back, what the passenger had got of it before: from
-- their credit with that SACCO as far as it is there and not held, else as a difference. Locks: the credit sub_wallet.
-- Repeat: the journal's reference lets it happen once.
create or replace function fares.take_credit_back(p_receipt text, p_cents bigint, p_reason text) returns void
language plpgsql as $$
declare
  v_refund  fares.refunds;
  v_credit  bigint;
  v_lost    bigint;
  v_taken   bigint;
  v_journal bigint;
begin
  select r.* into v_refund from fares.refunds r where r.receipt = p_receipt and r.kind = 'refund'
   order by r.refund_id limit 1;
  v_credit := (ledger.open_sub_wallets(p_kind => 'credit', p_sacco_id => v_refund.sacco_id, p_owner_id => null,
    p_vehicle_id => null, p_currency => v_refund.currency, p_purposes => array['main']))[1];
  v_lost := (ledger.open_sub_wallets(p_kind => 'difference', p_sacco_id => v_refund.sacco_id, p_owner_id => null,
    p_vehicle_id => null, p_currency => v_refund.currency, p_purposes => array['main']))[1];
  perform from ledger.sub_wallets s where s.sub_wallet_id = v_credit for no key update;
  perform ledger.release_holds(p_journal_id => r.journal_id, p_reason => 'taken back')
     from fares.refunds r where r.receipt = p_receipt;
  v_taken := least(p_cents, greatest(0, (select sum(m.cents) from fares.credit_movements m
    where m.phone_hash = v_refund.phone_hash and m.sacco_id is not distinct from v_refund.sacco_id
      and m.currency = v_refund.currency)
    - (select coalesce(sum(h.amount_cents), 0) from fares.refunds r join ledger.holds h using (journal_id)
        where r.phone_hash = v_refund.phone_hash and h.sub_wallet_id = v_credit and h.released_at is null)));
  select (ledger.post_journals(p_kind => 'operator_reversal', p_references => array[p_receipt || '/credit'],
            p_business_on => array[ledger.open_day(p_at => clock_timestamp())],
            p_value_at => array[clock_timestamp()], p_corrects => null, p_reasons => array[p_reason],
            p_leg_journals => array_agg(1), p_leg_lines => array_agg(l.n order by l.n),
            p_leg_sub_wallet_ids => array_agg(l.id order by l.n), p_leg_amounts_cents => array_agg(l.c order by l.n),
            p_leg_currencies => array_agg(v_refund.currency)))[1] into v_journal
    from (values (1, v_credit, -v_taken), (2, v_lost, v_taken - p_cents),
                 (3, (select r.trust_sub_wallet_id from fares.fares f join fares.split_rules r using (split_rule_id)
                       where f.receipt = p_receipt), p_cents)) l(n, id, c) where l.c <> 0;
  if v_taken > 0 then
    insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
    values (v_refund.phone_hash, v_refund.sacco_id, v_refund.currency, -v_taken, v_journal);
  end if;
end $$;
comment on function fares.take_credit_back is 'Raises LFC10 (it was taken back before, otherwise).';

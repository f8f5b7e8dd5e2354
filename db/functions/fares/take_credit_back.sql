-- Pays the trust accounts, for a payment that the operator took back, what the passenger had got of it before: the
-- change of a fare that was moved to another SACCO since comes out of the credit with the first one, all else out of
-- the credit with the fare's own. What is not there any more is a difference.
-- Locks: the SIM's row, the credit sub_wallets, lowest id first. Repeat: see fares.take_sacco_credit.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.take_credit_back(p_receipt text, p_cents bigint, p_reason text) returns void
language plpgsql as $$
declare
  v_payer    bytea := fares.payer_of(p_receipt => p_receipt);
  v_sacco_id bigint;
  v_currency text;
  v_first_id bigint;     -- the SACCO that keeps the change, where that is another one
  v_change   bigint := 0;
begin
  select w.sacco_id, r.currency into v_sacco_id, v_currency
    from fares.fares f join fares.split_rules r using (split_rule_id)
    join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id join ledger.wallets w using (wallet_id)
   where f.receipt = coalesce((select m.to_receipt from fares.moves m where m.receipt = p_receipt), p_receipt);
  select m.sacco_id, least(m.cents, p_cents) into v_first_id, v_change
    from ledger.journals j join fares.credit_movements m using (journal_id)
   where j.kind = 'change' and j.reference = p_receipt and m.sacco_id is distinct from v_sacco_id;
  v_change := coalesce(v_change, 0);
  perform from privacy.phones f where f.phone_hash = v_payer for no key update;
  perform from ledger.sub_wallets s where s.sub_wallet_id in (
      (fares.credit_accounts(p_sacco_id => v_sacco_id, p_currency => v_currency))[1],
      case when v_change > 0 then (fares.credit_accounts(p_sacco_id => v_first_id, p_currency => v_currency))[1] end)
   order by s.sub_wallet_id for no key update;
  perform ledger.release_holds(p_journal_id => h.journal_id, p_reason => 'taken back')
     from (select r.journal_id from fares.refunds r
            where r.receipt = p_receipt or r.receipt in (select m.to_receipt from fares.moves m
                                                          where m.receipt = p_receipt)
           union select c.journal_id from ledger.journals c where c.kind = 'change' and c.reference = p_receipt) h;
  perform fares.take_sacco_credit(p_phone_hash => v_payer, p_sacco_id => v_first_id, p_currency => v_currency,
    p_cents => v_change, p_reference => p_receipt || '/change', p_reason => p_reason);
  perform fares.take_sacco_credit(p_phone_hash => v_payer, p_sacco_id => v_sacco_id, p_currency => v_currency,
    p_cents => p_cents - v_change, p_reference => p_receipt || '/credit', p_reason => p_reason);
end $$;
comment on function fares.take_credit_back is 'Raises LFC10 (it was taken back before, otherwise).';

-- Takes a refund that could not be paid back into the difference that it left: the operator had taken the payment back,
-- so the passenger has the money already. Locks: the credit sub_wallet. Repeat: the journal's reference lets it happen
-- once for a refund. Source: docs/decisions/refunds.md.
create or replace function fares.recover_lost(p_refund_id bigint) returns bigint language plpgsql as $$
declare
  v_refund  fares.refunds;
  v_credit  bigint;
  v_lost    bigint;   -- the sub_wallet of differences
  v_cents   bigint;
  v_journal bigint;
begin
  select r.* into strict v_refund from fares.refunds r where r.refund_id = p_refund_id;
  select max(e.sub_wallet_id), least(-sum(e.amount_cents), max(p.amount_cents)) into v_lost, v_cents
    from ledger.journals j join ledger.ledger_entries e using (journal_id)
    join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
    join payouts.payouts p on p.payout_id = v_refund.payout_id
   where j.kind = 'operator_reversal' and w.kind = 'difference' and j.reference = any (
     array(select v_refund.receipt || '/late/' || r.refund_id from fares.refunds r where r.receipt = v_refund.receipt)
     || (split_part(v_refund.receipt, '-', 1) || '/credit'));
  if v_lost is null or v_cents <= 0 then
    return 0;
  end if;
  v_credit := (ledger.open_sub_wallets(p_kind => 'credit', p_sacco_id => v_refund.sacco_id, p_owner_id => null,
    p_vehicle_id => null, p_currency => v_refund.currency, p_purposes => array['main']))[1];
  v_journal := (ledger.post_journals(p_kind => 'operator_reversal',
    p_references => array[v_refund.receipt || '/late/' || p_refund_id],
    p_business_on => array[ledger.open_day(p_at => clock_timestamp())], p_value_at => array[clock_timestamp()],
    p_corrects => null, p_reasons => array['the refund was not paid, and the payment was taken back'],
    p_leg_journals => array[1, 1], p_leg_lines => array[1, 2], p_leg_sub_wallet_ids => array[v_credit, v_lost],
    p_leg_amounts_cents => array[-v_cents, v_cents],
    p_leg_currencies => array[v_refund.currency, v_refund.currency]))[1];
  insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
  values (v_refund.phone_hash, v_refund.sacco_id, v_refund.currency, -v_cents, v_journal);
  return v_cents;
end $$;
comment on function fares.recover_lost is 'Cents; 0 where nothing was lost by it. Raises LFC10 (it was done before).';

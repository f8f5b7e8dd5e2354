-- Moves a fare that was paid to the wrong vehicle to the right one: a journal gives its parts back to the trust
-- account, and a fare of the other vehicle, <receipt>-2, is divided by that vehicle's rule. Both count for the day of
-- the fare. Only shortly after it was paid, and before a conductor has checked its seat. What is held of it is held
-- where it goes. Locks: the trip of the new seats, the fare's row, its verification, then see fares.post_refund.
-- Repeat: moved before. Source: docs/decisions/change-and-credit.md.
create or replace function fares.move_fare(
  p_receipt    text,
  p_vehicle_id bigint,        -- the right one
  p_made_by    bigint,        -- the member of staff; null: the passenger
  p_at         timestamptz
) returns text language plpgsql as $$
declare
  v_fare    fares.fares;
  v_rule_id bigint;
  v_to      text := p_receipt || '-2';
  v_blocker text;
  v_refund  fares.refunds;
  v_journal bigint;
  v_held    text;
begin
  -- First, as fares.break_down and the confirm key do: its passengers get numbers of this trip at the end.
  perform from fleet.trips t where t.vehicle_id = p_vehicle_id and t.closed_at is null for no key update;
  select f.* into v_fare from fares.fares f where f.receipt = p_receipt for no key update;
  v_blocker := fares.move_blocker(p_receipt => p_receipt, p_vehicle_id => p_vehicle_id, p_at => p_at);
  if v_blocker is not null then
    return v_blocker;
  end if;
  v_rule_id := fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => v_fare.paid_at);
  perform from mobile_money.verifications v where v.receipt = p_receipt for no key update;
  perform fares.lock_pots(p_split_rule_ids => array[v_fare.split_rule_id, v_rule_id]);
  select min(h.reason) into v_held from ledger.holds h
   where h.journal_id = v_fare.journal_id and h.released_at is null;
  select 'move:' || p_receipt, p_receipt, 'fare_moved_out', 'vehicle', v_fare.amount_cents, r.currency, w.sacco_id,
         fares.payer_of(p_receipt => p_receipt), 'paid to the wrong vehicle', p_made_by
    into v_refund.request, v_refund.receipt, v_refund.kind, v_refund.method, v_refund.amount_cents,
         v_refund.currency, v_refund.sacco_id, v_refund.phone_hash, v_refund.reason, v_refund.made_by
    from fares.split_rules r join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id
    join ledger.wallets w using (wallet_id) where r.split_rule_id = v_fare.split_rule_id;
  v_refund.refund_id := fares.post_refund(p_refund => v_refund, p_to_sub_wallet_ids => array[
    (select r.trust_sub_wallet_id from fares.split_rules r where r.split_rule_id = v_fare.split_rule_id)],
    p_to_cents => array[v_fare.amount_cents]);
  v_journal := (fares.post_fares(p_receipts => array[v_to], p_split_rule_ids => array[v_rule_id],
    p_amounts_cents => array[v_fare.amount_cents], p_paid_at => array[v_fare.paid_at],
    p_business_on => array[v_fare.business_on], p_channels => array[v_fare.channel],
    p_payment_refs => array[v_fare.payment_ref], p_payer_last3 => array[v_fare.payer_last3]))[1];
  if v_held is not null then
    perform ledger.hold_journals(p_journal_ids => array[v_journal], p_reason => v_held);
  end if;
  update mobile_money.verifications v set journal_id = v_journal where v.receipt = p_receipt;
  insert into fares.moves (receipt, to_receipt, from_vehicle_id, to_vehicle_id, journal_id, channel, made_by)
  select p_receipt, v_to, v_fare.vehicle_id, p_vehicle_id, r.journal_id,
         case when p_made_by is null then 'ussd' else 'staff' end, p_made_by
    from fares.refunds r where r.refund_id = v_refund.refund_id;
  update fares.shortfalls s set vehicle_id = p_vehicle_id where s.receipt = p_receipt and s.state = 'open';
  perform fares.move_seats(p_payment_ref => v_fare.payment_ref, p_to_receipt => v_to, p_vehicle_id => p_vehicle_id,
                           p_at => p_at);
  perform fares.notify_move(p_receipt => p_receipt);
  return 'moved';
end $$;
comment on function fares.move_fare is 'Outcome moved, or what fares.move_blocker says. Raises what fares.post_refund '
  'and fares.post_fares raise.';

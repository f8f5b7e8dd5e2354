-- Gives the seats of a fare that was moved the next numbers of the other vehicle's trip; the old numbers are free, and
-- are never given again. Locks: the old seats, then see fares.reserve_seats. Repeat: guarded by fares.move_fare.
create or replace function fares.move_seats(
  p_payment_ref text,
  p_to_receipt  text,
  p_vehicle_id  bigint,
  p_at          timestamptz
) returns text language plpgsql as $$
declare
  v_label text;
begin
  update fares.seats s
     set state = 'released', receipt = null, payment_ref = s.payment_ref || '/moved'
   where s.payment_ref = p_payment_ref;
  v_label := fares.reserve_seats(p_payment_ref => i.payment_ref, p_vehicle_id => p_vehicle_id, p_seats => i.seats,
                                 p_at => p_at)
     from mobile_money.payment_intents i where i.payment_ref = p_payment_ref;
  perform fares.confirm_seats(p_receipts => array[p_to_receipt]);
  return v_label;
end $$;
comment on function fares.move_seats is 'What the passenger says now; null: the vehicle is on no trip, or the fare '
  'came '
  'without a prompt. Raises nothing.';

-- Takes back what a person asked for and nobody has sent or used yet, payouts and vouchers, because their phone and
-- password were stolen. Called by accounts.disable_person. Locks: the payouts and vouchers, oldest first, and clearing.
-- Repeat: finds none. Source: docs/decisions/payouts.md.
create or replace function payouts.stop_person(p_user_id bigint) returns int language plpgsql as $$
declare
  v_id   bigint;
  v_done int := 0;
begin
  for v_id in select p.payout_id from payouts.payouts p
               where p.requested_by = p_user_id and p.state in ('requested', 'approved', 'queued')
               order by p.payout_id loop
    v_done := v_done + payouts.stop_unsent(p_payout_id => v_id, p_reason => 'who asked for it was disabled')::int;
  end loop;
  for v_id in select v.voucher_id from payouts.vouchers v where v.issued_by = p_user_id and v.state = 'issued'
               order by v.voucher_id for no key update loop
    perform payouts.end_voucher(p_voucher_id => v_id, p_state => 'cancelled');
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function payouts.stop_person is 'How many it took back. Raises LFF10 (clearing lacks the money).';

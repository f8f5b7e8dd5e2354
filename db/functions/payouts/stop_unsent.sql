-- Takes a payout back that nobody has sent yet: one that a worker holds may be at the operator already.
-- Locks: the payout's row, then clearing. Repeat: it stays as it is.
create or replace function payouts.stop_unsent(p_payout_id bigint, p_reason text) returns boolean language plpgsql as $$
declare
  v_payout payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state not in ('requested', 'approved', 'queued') or v_payout.state = 'queued' and exists (
       select from messaging.outbox o
        where o.topic = 'payout' and o.key = v_payout.payout_ref and o.state <> 'ready') then
    return false;
  end if;
  perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'cancelled', p_reason => p_reason,
                            p_result_code => null);
  return true;
end $$;
comment on function payouts.stop_unsent is
  'Whether it was taken back; false for one that is sent, or at a worker. Raises LFF10 (clearing lacks the money).';

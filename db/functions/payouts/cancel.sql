-- Takes a withdrawal back before it is sent, by who asked for it. Locks: the payout's row. Repeat: it stays cancelled.
create or replace function payouts.cancel(p_user_id bigint, p_payout_id bigint) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state not in ('requested', 'approved') or v_payout.requested_by is distinct from p_user_id then
    return v_payout.state;
  end if;
  perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'cancelled', p_reason => 'taken back',
                            p_result_code => null);
  return 'cancelled';
end $$;
comment on function payouts.cancel is
  'Outcome cancelled, or the state that it keeps (sent already, or somebody else''s). Raises nothing.';

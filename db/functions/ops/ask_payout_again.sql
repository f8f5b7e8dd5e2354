-- Has the operator asked again now about a payout that is not known to have ended. Locks: the payout's row. Repeat:
-- asked once. Source: docs/decisions/payouts.md.
create or replace function ops.ask_payout_again(p_session bytea, p_payout_ref text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_state   text := (select p.state from payouts.payouts p where p.payout_ref = p_payout_ref);
begin
  if v_state is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.ask_payout_again') then
    return access.refuse(p_function => 'ops.ask_payout_again', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  update payouts.payouts p set query_after = clock_timestamp()
   where p.payout_ref = p_payout_ref and p.state in ('sent', 'unknown');
  v_state := case when found then 'retried' else 'not_sent' end;
  perform access.require_permission(p_session => p_session, p_function => 'ops.ask_payout_again');
  return jsonb_build_object('outcome', v_state);
end $$;
comment on function ops.ask_payout_again is
  'Outcome retried, not_sent (it has ended, or is not sent yet), or absent. Raises LFA60, LFA61, LFA86.';

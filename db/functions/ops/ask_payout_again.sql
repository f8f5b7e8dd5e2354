-- Has the operator asked again now about a payout that is not known to have ended. Locks: the payout's row. Repeat:
-- asked once. Source: docs/decisions/payouts.md.
create or replace function ops.ask_payout_again(p_session bytea, p_payout_ref text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_payout  payouts.payouts;
  v_state   text;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_ref = p_payout_ref;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.ask_payout_again') then
    return access.refuse(p_function => 'ops.ask_payout_again', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  update payouts.payouts p set query_after = clock_timestamp()
   where p.payout_id = v_payout.payout_id and p.state in ('sent', 'unknown')
     and payouts.is_askable(p_payout => v_payout);
  v_state := case when found then 'retried' when v_payout.state in ('sent', 'unknown') then 'no_id'
                  else 'not_sent' end;
  perform access.require_permission(p_session => p_session, p_function => 'ops.ask_payout_again');
  return jsonb_build_object('outcome', v_state);
end $$;
comment on function ops.ask_payout_again is
  'Outcome retried, no_id (it can''t be asked about), not_sent (it has ended, or is not sent yet), or absent. Raises '
  'LFA60, LFA61, LFA86.';

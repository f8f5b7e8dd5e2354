-- Takes a withdrawal of a crew member, of the crew's part back before it is sent, by the person who asked for it.
-- Locks and repeat: see payouts.cancel.
create or replace function crew.cancel_payout(p_session bytea, p_payout_ref text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.cancel_payout', p_scope_kind => 'vehicle'));
  v_payout    payouts.payouts;
  v_outcome   text;
begin
  select p.* into v_payout from payouts.payouts p
   where p.payout_ref = p_payout_ref and p.party_kind = 'user' and p.party_id = any (v_party_ids);
  if not found then
    return access.refuse(p_function => 'crew.cancel_payout', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  v_outcome := payouts.cancel(p_user_id => v_user_id, p_payout_id => v_payout.payout_id);
  perform access.require_permission(p_session => p_session, p_function => 'crew.cancel_payout',
                                    p_scope_ids => null);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.cancel_payout is
  'Outcome of payouts.cancel, or absent (no such payout, or not theirs). Raises LFA60, '
  'LFA61.';

-- Proposes to record that the operator took a payment back; a second person decides (ops.decide_config).
-- Locks: see config.change_config. Repeat: open while the proposal waits. Source: docs/runbooks/reversal.md.
create or replace function ops.propose_reversal(p_session bytea, p_receipt text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.propose_reversal')
     or not exists (select from fares.refundable(p_receipt => p_receipt) r)
        and not exists (select from mobile_money.payments p
                         where p.receipt = p_receipt and p.state in ('suspense', 'reversed')) then
    return access.refuse(p_function => 'ops.propose_reversal', p_subject => 'fares.fares:' || p_receipt);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := config.change_config(p_made_by => v_user_id, p_kind => 'reversal', p_subject => p_receipt,
    p_phone_hash => null, p_value => '{"taken_back": "yes"}', p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_reversal');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.propose_reversal is 'Outcome proposed, same (recorded before), open (another proposal waits), '
  'no_reason, or absent (no such payment, or not allowed). Raises LFA60, LFA61, LFA86.';

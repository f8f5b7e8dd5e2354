-- Proposes how an unknown payout ended, by the operator's statement; a second person decides (ops.decide_config).
-- Locks and repeat: see config.change_config. Source: docs/decisions/payouts.md.
create or replace function ops.resolve_payout(
  p_session    bytea,
  p_payout_ref text,
  p_result     text,   -- paid or failed
  p_receipt    text,   -- of the statement, for paid
  p_paid_at    text,   -- of the statement, for paid: 29.11.2026 16:00:00
  p_reason     text    -- what was looked at
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not exists (select from payouts.payouts p where p.payout_ref = p_payout_ref)
     or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.resolve_payout') then
    return access.refuse(p_function => 'ops.resolve_payout', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := case when messaging.is_reason(p_text => p_reason) then config.change_config(p_made_by => v_user_id,
    p_kind => 'payout', p_subject => p_payout_ref, p_phone_hash => null, p_reason => p_reason,
    p_value => jsonb_build_object('result', p_result, 'receipt', upper(btrim(coalesce(p_receipt, ''))),
                                  'paid_at', btrim(coalesce(p_paid_at, '')))) else 'no_reason' end;
  perform access.require_permission(p_session => p_session, p_function => 'ops.resolve_payout');
  return jsonb_build_object('outcome', case v_outcome when 'absent' then 'not_unknown' else v_outcome end);
end $$;
comment on function ops.resolve_payout is 'Outcome proposed, open (another proposal waits), bad_result, bad_receipt, '
  'bad_paid_at, no_reason, not_unknown (it has an answer by now), or absent. Raises LFA60, LFA61, LFA86.';

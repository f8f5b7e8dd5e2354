-- Decides a dispute: refund (whole or an amount), declined; of a refund that another one proposed: approved, refused.
-- Locks: see fares.decide_dispute, fares.check_refund. Repeat: a decision stays. Source: docs/decisions/refunds.md.
create or replace function ops.decide_dispute(
  p_session    bytea,
  p_dispute_id text,
  p_decision   text,
  p_amount     text,   -- shillings, as typed; empty: all that is left; of a proposal: what the page showed
  p_method     text,   -- phone or credit
  p_reason     text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_id      bigint := (select d.dispute_id from fares.disputes d where d.dispute_id::text = p_dispute_id);
  v_cents   bigint := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_amount));
  v_outcome text;
begin
  if v_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_dispute') then
    return access.refuse(p_function => 'ops.decide_dispute', p_subject => 'fares.disputes:' || p_dispute_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := case
    when p_decision in ('approved', 'refused')
      then fares.check_refund(p_user_id => v_user_id, p_dispute_id => v_id, p_decision => p_decision,
        p_amount_cents => v_cents, p_method => nullif(p_method, ''))
    when p_decision = 'refund' and v_cents is null and btrim(p_amount) <> '' then 'bad_amount'
    else fares.decide_dispute(p_user_id => v_user_id, p_dispute_id => v_id, p_decision => p_decision,
      p_amount_cents => v_cents, p_method => p_method, p_reason => p_reason) end;
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_dispute');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_dispute is 'Outcomes of fares.decide_dispute and fares.check_refund, or absent (no such '
  'dispute, or not allowed). Raises LFA60, LFA61, LFA86, LFV98.';

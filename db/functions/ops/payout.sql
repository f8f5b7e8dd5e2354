-- Tells a payout's whole story to staff: who asked and approved, its steps, the pots, what the operator told us, the
-- journals and the SMS. Each look is in the audit log. Source: docs/decisions/payouts.md.
-- Locks: as accounts.signed_in_user. Repeat: another look is written.
create or replace function ops.payout(p_session bytea, p_payout_ref text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_payout  payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_ref = p_payout_ref;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.payout') then
    return access.refuse(p_function => 'ops.payout', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  perform audit.note_look(p_action => 'look_at', p_subject => 'payouts.payouts:' || v_payout.payout_id,
                          p_after => null);
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'queries', v_payout.queries, 'originator', v_payout.originator_id,
    'unanswered', payouts.unanswered(p_payout => v_payout, p_zone => v_zone),
    'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'story', payouts.evidence(p_payout => v_payout, p_user_id => v_user_id, p_zone => v_zone),
    'approver', accounts.actor_card(p_actor => 'user:' || v_payout.approved_by),
    'steps', (select coalesce(jsonb_agg(s || jsonb_build_object('who',
                       accounts.actor_card(p_actor => s ->> 'actor')) order by n), '[]')
                from jsonb_array_elements(payouts.steps(p_payout_id => v_payout.payout_id, p_user_id => v_user_id,
                                                        p_zone => v_zone)) with ordinality e(s, n)),
    'messages', mobile_money.messages_about(p_receipt => v_payout.receipt, p_payment_ref => p_payout_ref,
                                            p_body_sha256 => null, p_zone => v_zone),
    'proposed', (select jsonb_build_object('change_id', c.change_id, 'value', c.value_after, 'reason', c.reason)
                   from config.config_changes c
                  where c.kind = 'payout' and c.subject = p_payout_ref and c.state = 'proposed'),
    'sms', payouts.sms_sent(p_payout_ref => p_payout_ref, p_zone => v_zone));
end $$;
comment on function ops.payout is 'story (see payouts.evidence), approver, steps (state, at, who), messages (what '
  'the operator told us), proposed (a resolution that waits), sms (see payouts.sms_sent), queries, originator, '
  'unanswered (see payouts.unanswered), needs_code; or absent. Raises LFA60.';

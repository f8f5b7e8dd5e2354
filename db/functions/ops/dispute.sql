-- Shows a dispute with its evidence side by side: fare, split and refunds, what the operator told us, the crew's list,
-- and what this payer paid and disputed before. Each look is in the audit log. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/refunds.md.
create or replace function ops.dispute(p_session bytea, p_dispute_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_dispute fares.disputes;
begin
  select d.* into v_dispute from fares.disputes d where d.dispute_id::text = p_dispute_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.dispute') then
    return access.refuse(p_function => 'ops.dispute', p_subject => 'fares.disputes:' || p_dispute_id);
  end if;
  perform audit.note_look(p_action => 'look_at', p_subject => 'fares.disputes:' || p_dispute_id, p_after => null);
  return fares.dispute_card(p_dispute => v_dispute, p_zone => v_zone) || jsonb_build_object('outcome', 'found',
    'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'mine', v_dispute.made_by = v_user_id,
    'left_cents', (select sum(r.left_cents) from fares.refundable(p_receipt => v_dispute.receipt) r),
    'alone_cents', config.setting(p_setting => 'refund_alone_cents')::bigint,
    'seat_cents', (select i.amount_cents / i.seats from fares.fares f
                     join mobile_money.payment_intents i on i.payment_ref = f.payment_ref
                    where f.receipt = v_dispute.receipt and i.seats > 1 and i.amount_cents = f.amount_cents),
    'no_phone', fares.refund_blocker(p_receipt => v_dispute.receipt, p_amount_cents => null, p_method => 'phone'),
    'no_credit', fares.refund_blocker(p_receipt => v_dispute.receipt, p_amount_cents => null, p_method => 'credit'),
    'messages', mobile_money.messages_about(p_receipt => v_dispute.receipt, p_payment_ref => (
      select f.payment_ref from fares.fares f where f.receipt = v_dispute.receipt), p_body_sha256 => null,
      p_zone => v_zone),
    'journals', ledger.journals_about(p_reference => v_dispute.receipt, p_zone => v_zone),
    'crew', fares.crew_list_at(p_receipt => v_dispute.receipt, p_zone => v_zone),
    'payments', mobile_money.find_payments(p_receipt => null, p_phone_hash => v_dispute.phone_hash,
      p_vehicle_id => null, p_owner_ids => null, p_sacco_ids => null, p_zone => v_zone),
    'before', (select jsonb_build_object('disputes', count(*), 'refunded', count(*) filter (where d.state = 'refunded'))
                 from fares.disputes d where d.phone_hash = v_dispute.phone_hash
                  and d.dispute_id <> v_dispute.dispute_id));
end $$;
comment on function ops.dispute is 'fares.dispute_card and left_cents (of the fare), alone_cents (more takes two), '
  'seat_cents, no_phone and no_credit (what forbids each way, fares.refund_blocker), messages, journals, crew '
  '(fares.crew_list_at), payments (the payer''s newest), before (their other disputes); {"outcome": "absent"} for no '
  'such dispute or not allowed. Raises LFA60.';

-- Tells a payment's whole story to staff: what was asked for, what M-Pesa told us, where the money went, what was sent,
-- what was doubted and who looked. Each look is in the audit log. Source: docs/decisions/staff-pages.md.
-- Locks: as accounts.signed_in_user. Repeat: another look is written.
create or replace function ops.payment(p_session bytea, p_receipt text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_subject text := 'mobile_money.payments:' || p_receipt;
  v_payment mobile_money.payments;
begin
  p_receipt := split_part(p_receipt, '-', 1);
  select p.* into v_payment from mobile_money.payments p where p.receipt = p_receipt;
  if not found then   -- credit paid it, or it is the second receipt of a fare that was moved
    select f.receipt, f.amount_cents, f.paid_at, 'posted', f.vehicle_id, f.payment_ref, f.channel, f.payer_last3,
           j.posted_at
      into v_payment.receipt, v_payment.amount_cents, v_payment.paid_at, v_payment.state, v_payment.vehicle_id,
           v_payment.payment_ref, v_payment.channel, v_payment.payer_last3, v_payment.first_seen_at
      from fares.fares f join ledger.journals j using (journal_id) where f.receipt = p_receipt;
  end if;
  if v_payment.receipt is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.payment') then
    return access.refuse(p_function => 'ops.payment', p_subject => v_subject);
  end if;
  perform audit.note_look(p_action => 'look_at', p_subject => v_subject, p_after => null);
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'receipt', p_receipt, 'state', v_payment.state, 'cents', v_payment.amount_cents, 'channel', v_payment.channel,
    'bill_ref', v_payment.bill_ref, 'last3', v_payment.payer_last3, 'short_code', v_payment.short_code,
    'paid_at', v_payment.paid_at at time zone v_zone, 'first_at', v_payment.first_seen_at at time zone v_zone,
    'assigned_by', accounts.actor_card(p_actor => v_payment.assigned_by),
    'story', mobile_money.payment_story(p_receipt => p_receipt, p_zone => v_zone),
    'intent', mobile_money.intent_card(p_payment_ref => v_payment.payment_ref, p_zone => v_zone),
    'messages', mobile_money.messages_about(p_receipt => p_receipt, p_payment_ref => v_payment.payment_ref,
                                            p_body_sha256 => null, p_zone => v_zone),
    'journals', ledger.journals_about(p_reference => p_receipt, p_zone => v_zone),
    'fare', (select jsonb_build_object('plate', v.plate, 'route', t.number, 'sacco', s.name, 'owner', o.name,
               'version', r.version, 'since', r.effective_from at time zone v_zone, 'made_by', r.made_by,
               'made_at', r.made_at at time zone v_zone, 'bps', r.commission_bps)
               from fares.fares f join fares.split_rules r using (split_rule_id)
               join fleet.vehicles v on v.vehicle_id = f.vehicle_id join fleet.routes t on t.route_id = v.route_id
               join fleet.saccos s on s.sacco_id = v.sacco_id left join fleet.owners o on o.owner_id = r.owner_id
              where f.receipt = coalesce((select m.to_receipt from fares.moves m where m.receipt = p_receipt),
                                         p_receipt)),
    'movable', coalesce(fares.move_blocker(p_receipt => p_receipt, p_vehicle_id => 0, p_at => clock_timestamp()), '')
               in ('', 'closed'),
    'verification', (select jsonb_build_object('state', q.state, 'why', q.why, 'attempts', q.attempts,
                       'told_cents', q.told_cents, 'told_code', q.told_code, 'told_status', q.told_status,
                       'held_cents', q.held_cents, 'wanted_at', q.wanted_at at time zone v_zone,
                       'decided_at', q.decided_at at time zone v_zone)
                       from audit.verifications q where q.receipt = p_receipt),
    'alarms', (select coalesce(jsonb_agg(messaging.alarm_card(p_alarm => a, p_zone => v_zone)
                                order by a.raised_at), '[]') from messaging.alarms a
                where a.subject in (p_receipt, v_payment.payment_ref) or a.subject = 'sms:' || p_receipt),
    'looks', (select coalesce(jsonb_agg(jsonb_build_object('at', l.changed_at at time zone v_zone,
                'who', accounts.actor_card(p_actor => l.actor)) order by l.change_id desc), '[]')
                from (select c.* from audit.change_log c where c.subject = v_subject and c.action = 'look_at'
                       order by c.change_id desc limit 10) l));
end $$;
comment on function ops.payment is 'The payment, its intent (mobile_money.intent_card), messages '
  '(mobile_money.messages_about), story (mobile_money.payment_story), journals (ledger.journals_about), the fare''s '
  'vehicle, owner and split, verification, alarms (messaging.alarm_card), the last 10 looks of staff; '
  '{"outcome": "absent"} for no such payment or not allowed. Raises LFA60.';

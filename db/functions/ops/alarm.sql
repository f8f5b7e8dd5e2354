-- Opens one alarm: what it is about, and what is known of that. A look at a payment is in the audit log. Source:
-- docs/decisions/staff-pages.md. Locks: as accounts.signed_in_user. Repeat: another look is written.
create or replace function ops.alarm(p_session bytea, p_alarm_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_alarm   messaging.alarms;
  v_payment mobile_money.payments;
begin
  select a.* into v_alarm from messaging.alarms a where a.alarm_id::text = p_alarm_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.alarm') then
    return access.refuse(p_function => 'ops.alarm', p_subject => 'messaging.alarms:' || p_alarm_id);
  end if;
  select p.* into v_payment from mobile_money.payments p where p.receipt = split_part(v_alarm.subject, ':',
    case when v_alarm.subject like 'sms:%' then 2 else 1 end);
  if v_payment.receipt is not null then
    perform audit.note_look(p_action => 'look_at', p_subject => 'mobile_money.payments:' || v_payment.receipt,
                            p_after => jsonb_build_object('alarm_id', v_alarm.alarm_id));
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'alarm', messaging.alarm_card(p_alarm => v_alarm, p_zone => v_zone),
    'ends_by', messaging.alarm_ends_by(p_kind => v_alarm.kind),
    'alike', (select count(*) from messaging.alarms a
               where a.kind = v_alarm.kind and a.acknowledged_at is null and a.alarm_id <> v_alarm.alarm_id),
    'payment', (select jsonb_build_object('receipt', v_payment.receipt, 'state', v_payment.state,
                  'cents', v_payment.amount_cents, 'at', v_payment.paid_at at time zone v_zone,
                  'last3', v_payment.payer_last3, 'plate', v.plate, 'owner', o.name)
                  from (select v_payment.receipt as receipt) q
                  left join fares.fares f on f.receipt = q.receipt
                  left join fares.split_rules r using (split_rule_id)
                  left join fleet.vehicles v on v.vehicle_id = f.vehicle_id
                  left join fleet.owners o on o.owner_id = r.owner_id where q.receipt is not null),
    'intent', mobile_money.intent_card(p_payment_ref => v_alarm.subject, p_zone => v_zone),
    'messages', mobile_money.messages_about(p_receipt => coalesce(v_payment.receipt, v_alarm.subject),
      p_payment_ref => v_alarm.subject, p_body_sha256 => v_alarm.subject, p_zone => v_zone));
end $$;
comment on function ops.alarm is 'alarm (messaging.alarm_card), ends_by (null: by acknowledging; else by assigning, '
  'retrying or asking again), alike (open ones of its kind beside it), and of its subject: payment with vehicle and '
  'owner, intent, messages; {"outcome": "absent"} for no such alarm or not allowed. Raises LFA60.';

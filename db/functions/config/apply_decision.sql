-- Does what two people agreed to: changes a setting, assigns a payment, erases a person, transfers a vehicle, ends a
-- payout, or records that the operator took a payment back. The assignment counts for nobody's daily cap of one person.
-- Source: docs/decisions/configuration.md. Locks: as mobile_money.claim_suspense, privacy.erase_phone,
-- fleet.transfer_vehicle, mobile_money.reverse_suspense and fares.take_back. Repeat: called once.
create or replace function config.apply_decision(p_change config.config_changes, p_decided_by bigint) returns void
language plpgsql as $$
declare
  v_done jsonb;
begin
  case p_change.kind
  when 'setting' then
    update config.settings s set value = p_change.value_after ->> 'value' where s.setting = p_change.subject;
  when 'assignment' then
    v_done := jsonb_build_object('vehicle_id', p_change.value_after -> 'vehicle_id', 'outcome',
      mobile_money.claim_suspense(p_receipt => p_change.subject, p_claimed_by => 'user:' || p_decided_by,
        p_vehicle_id => (p_change.value_after ->> 'vehicle_id')::bigint));
    perform audit.record_event(p_action => 'assign_suspense', p_after => v_done,
      p_subject => 'mobile_money.payments:' || p_change.subject);
  when 'reversal' then
    v_done := jsonb_build_object('outcome', mobile_money.reverse_suspense(p_receipt => p_change.subject,
                                                                          p_reason => p_change.reason));
    if v_done ->> 'outcome' = 'not_found' then   -- it has a vehicle
      v_done := jsonb_build_object('outcome', fares.take_back(p_receipt => p_change.subject,
        p_reason => p_change.reason, p_made_by => p_change.made_by, p_approved_by => p_decided_by));
    end if;
    perform audit.record_event(p_action => 'take_back_payment', p_after => v_done,
      p_subject => 'mobile_money.payments:' || p_change.subject);
  when 'erasure' then
    v_done := privacy.erase_phone(p_phone_hash => p_change.phone_hash, p_by => 'user:' || p_change.made_by,
      p_reason => p_change.reason);
    perform audit.record_event(p_action => 'erase_person', p_subject => 'privacy.erasures', p_after => v_done);
  when 'transfer' then
    perform fleet.transfer_vehicle(p_vehicle_id => p_change.subject::bigint, p_at => clock_timestamp(),
      p_owner_id => (p_change.value_after ->> 'owner_id')::bigint, p_made_by => 'user:' || p_decided_by);
    perform fleet.notify_transfer(p_vehicle_id => p_change.subject::bigint,
      p_owner_ids => array[p_change.value_before ->> 'owner_id', p_change.value_after ->> 'owner_id']::bigint[]);
    perform audit.record_event(p_action => 'transfer_vehicle', p_subject => 'fleet.vehicles:' || p_change.subject,
      p_after => jsonb_build_object('why', p_change.reason));
  when 'payout' then
    v_done := jsonb_build_object('outcome', payouts.resolve(p_payout_ref => p_change.subject,
                                                            p_value => p_change.value_after));
  end case;
  if v_done ->> 'outcome' not in ('placed', 'erased', 'paid', 'failed', 'taken_back') then
    raise exception 'what was approved can''t be done any more: %', v_done ->> 'outcome' using errcode = 'LFC76';
  end if;
end $$;
comment on function config.apply_decision is
  'Raises LFC76 (something came in between at this very moment), LFF10 (suspense lacks the money).';

-- Assigns a payment in suspense to the vehicle that it was meant for, up to a cap a day, which is lower from a new
-- device. One above assign_alone_cents is only proposed: a second person decides, because it can't be undone. Source:
-- docs/decisions/sign-in.md, docs/decisions/configuration.md. Locks: the row of the member of staff, so that two tabs
-- can't pass the cap together; then see mobile_money.claim_suspense. Repeat: placed, nothing moves twice.
create or replace function ops.assign_suspense(
  p_session    bytea,
  p_receipt    text,
  p_vehicle_id text,
  p_reason     text    -- for the second person; not needed for a small payment
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := accounts.signed_in_user(p_session => p_session);
  v_vehicle_id bigint := (select v.vehicle_id from fleet.vehicles v where v.vehicle_id::text = p_vehicle_id);
  v_cents      bigint;
  v_outcome    text;
begin
  if v_vehicle_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.assign_suspense') then
    return access.refuse(p_function => 'ops.assign_suspense', p_subject => 'mobile_money.payments:' || p_receipt);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform from accounts.users u where u.user_id = v_user_id for no key update;
  select p.amount_cents into v_cents from mobile_money.payments p where p.receipt = p_receipt and p.state = 'suspense';
  if v_cents > config.setting(p_setting => 'assign_alone_cents')::bigint is not false and v_cents is not null then
    v_outcome := config.change_config(p_made_by => v_user_id, p_kind => 'assignment', p_subject => p_receipt,
      p_phone_hash => null, p_value => jsonb_build_object('vehicle_id', v_vehicle_id), p_reason => p_reason);
    return jsonb_build_object('outcome', case v_outcome when 'bad_vehicle_id' then 'no_rule' else v_outcome end);
  end if;
  -- Without a cap in the settings nothing can be assigned.
  if v_cents is not null and (mobile_money.assignable_cents(p_session => p_session, p_user_id => v_user_id,
                                p_amount_cents => v_cents) ->> 'fits') is distinct from 'true' then
    v_outcome := 'over_cap';
  else
    v_outcome := mobile_money.claim_suspense(p_receipt => p_receipt, p_vehicle_id => v_vehicle_id,
                                             p_claimed_by => 'user:' || v_user_id);
  end if;
  perform audit.record_event(p_action => 'assign_suspense',
    p_subject => 'mobile_money.payments:' || left(p_receipt, 40),
    p_after => jsonb_build_object('vehicle_id', v_vehicle_id, 'outcome', v_outcome));
  perform access.require_permission(p_session => p_session, p_function => 'ops.assign_suspense');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.assign_suspense is 'Outcome placed, posted, reversed, not_found or no_rule (see '
  'mobile_money.claim_suspense), proposed, open or no_reason (a larger payment, see config.change_config), '
  'over_cap (more than this person may assign today; see mobile_money.assignable_cents), '
  'or absent (no such vehicle, or not allowed). Raises LFA60, LFA61, LFA86, LFF10 (suspense lacks the money).';

-- Finds what people call about: a receipt, a payer or a person by phone, a vehicle by plate, door code, owner or SACCO.
-- That somebody searched is in the audit log with the receipts it found, never with what was typed. Source:
-- docs/decisions/staff-pages.md. Locks: as accounts.signed_in_user. Repeat: another search is written.
create or replace function ops.search(
  p_session    bytea,
  p_text       text,   -- as typed; empty when it was a phone number
  p_phone_hash bytea   -- look-up hash of a phone number; else null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_zone     text := config.setting(p_setting => 'time_zone');
  v_receipt  text := fleet.clean_typed(p_text => left(p_text, 100));
  v_vehicles jsonb := fleet.find_vehicles(p_text => p_text, p_owner_ids => null, p_sacco_ids => null);
  v_payments jsonb;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.search') then
    return access.refuse(p_function => 'ops.search', p_subject => 'ops pages');
  end if;
  v_payments := mobile_money.find_payments(p_receipt => v_receipt, p_phone_hash => p_phone_hash,
    p_vehicle_id => case jsonb_array_length(v_vehicles) when 1 then (v_vehicles #>> '{0,vehicle_id}')::bigint end,
    p_owner_ids => null, p_sacco_ids => null, p_zone => v_zone);
  if coalesce(p_text, '') <> '' or p_phone_hash is not null then
    perform audit.note_look(p_action => 'search', p_subject => 'ops pages', p_after => jsonb_build_object(
      'by', case when p_phone_hash is null then 'text' else 'phone' end,
      'receipts', jsonb_path_query_array(v_payments, '$[*].receipt')));
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'payments', v_payments, 'vehicles', v_vehicles,
    'people', (select coalesce(jsonb_agg(accounts.actor_card(p_actor => 'user:' || u.user_id)), '[]')
                 from accounts.users u where u.phone_hash = p_phone_hash),
    'alarms', (select coalesce(jsonb_agg(messaging.alarm_card(p_alarm => a, p_zone => v_zone)), '[]')
                 from messaging.alarms a where a.subject = v_receipt
                  and not exists (select from mobile_money.payments p where p.receipt = v_receipt)));
end $$;
comment on function ops.search is 'payments (mobile_money.find_payments; of one vehicle found its newest), vehicles '
  '(fleet.find_vehicles), people (accounts.actor_card), alarms about a receipt that is no payment; {"outcome": '
  '"absent"} when not allowed. Raises LFA60.';

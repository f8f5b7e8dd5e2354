-- Finds within a SACCO's own: a fare by receipt or the payer's phone, a vehicle by plate or door code. That
-- a phone was searched is in the audit log, without the number. Source: docs/decisions/staff-pages.md.
-- Locks: as accounts.signed_in_user. Repeat: another search is written.
create or replace function sacco.search(
  p_session    bytea,
  p_text       text,   -- as typed; empty when it was a phone number
  p_phone_hash bytea   -- look-up hash of a phone number; else null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_ids      bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.search', p_scope_kind => 'sacco');
  v_zone     text := config.setting(p_setting => 'time_zone');
  v_payments jsonb;
begin
  if v_ids = '{}' then
    return access.refuse(p_function => 'sacco.search', p_subject => 'sacco pages');
  end if;
  v_payments := mobile_money.find_payments(p_receipt => fleet.clean_typed(p_text => left(p_text, 100)),
    p_phone_hash => p_phone_hash, p_vehicle_id => null, p_owner_ids => null, p_sacco_ids => v_ids, p_zone => v_zone);
  if p_phone_hash is not null then
    perform audit.note_look(p_action => 'search', p_subject => 'sacco pages', p_after => jsonb_build_object(
      'by', 'phone', 'receipts', jsonb_path_query_array(v_payments, '$[*].receipt')));
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'payments', v_payments,
    'vehicles', fleet.find_vehicles(p_text => p_text, p_owner_ids => null, p_sacco_ids => v_ids));
end $$;
comment on function sacco.search is 'payments (mobile_money.find_payments) and vehicles (fleet.find_vehicles) of '
  'their own; {"outcome": "absent"} when not allowed. Raises LFA60.';

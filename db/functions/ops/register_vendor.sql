-- Registers a fuel station, insurer or garage; a second member of staff approves it. Locks and repeat: see
-- payouts.propose_vendor. Source: docs/decisions/vendors.md.
create or replace function ops.register_vendor(
  p_session        bytea,
  p_kind           text,
  p_name           text,
  p_channel        text,
  p_short_code     text,
  p_account_sealed bytea,   -- null: a till
  p_tail           text,    -- null: a till
  p_phone_hash     bytea,   -- null: it redeems no vouchers by itself
  p_phone_sealed   bytea,
  p_last3          text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.register_vendor') then
    return access.refuse(p_function => 'ops.register_vendor', p_subject => 'payouts.vendors');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := payouts.propose_vendor(p_made_by => v_user_id, p_kind => p_kind, p_name => p_name,
    p_channel => p_channel, p_short_code => p_short_code, p_account_sealed => p_account_sealed, p_tail => p_tail,
    p_phone_hash => p_phone_hash, p_phone_sealed => p_phone_sealed, p_phone_last3 => p_last3);
  perform access.require_permission(p_session => p_session, p_function => 'ops.register_vendor');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.register_vendor is
  'Outcomes of payouts.propose_vendor, or absent (not allowed). Raises LFA60, LFA61, LFA86.';

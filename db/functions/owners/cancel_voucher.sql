-- Takes back a voucher that was not used yet; the money returns to its pot. Locks: the voucher's row, clearing.
-- Repeat: it stays as it ended. Source: docs/decisions/vendors.md.
create or replace function owners.cancel_voucher(p_session bytea, p_voucher_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.cancel_voucher', p_scope_kind => 'owner');
  v_voucher   payouts.vouchers;
begin
  select v.* into v_voucher from payouts.vouchers v
   where v.voucher_id::text = p_voucher_id and v.owner_id = any (v_owner_ids) for no key update;
  if not found then
    return access.refuse(p_function => 'owners.cancel_voucher', p_subject => 'payouts.vouchers:' || p_voucher_id);
  end if;
  perform payouts.end_voucher(p_voucher_id => v_voucher.voucher_id, p_state => 'cancelled');
  perform access.require_permission(p_session => p_session, p_function => 'owners.cancel_voucher',
                                    p_scope_ids => array[v_voucher.owner_id]);
  return jsonb_build_object('outcome', case v_voucher.state when 'issued' then 'cancelled' else v_voucher.state end);
end $$;
comment on function owners.cancel_voucher is
  'Outcome cancelled, used or expired (it ended before), or absent (none of theirs). Raises LFA60, LFA61.';

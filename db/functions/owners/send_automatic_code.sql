-- Sends an owner the code that switches the payout of each evening on, bound to its floor and destination.
-- Locks and repeat: as accounts.send_code. Source: docs/decisions/vendors.md.
create or replace function owners.send_automatic_code(
  p_session     bytea,
  p_owner_id    text,
  p_floor       text,
  p_destination text,
  p_code_hash   bytea,
  p_code_sealed bytea,
  p_device      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_id bigint := (select s.id from unnest(access.scope_ids(v_user_id,
                          p_function => 'owners.send_automatic_code', p_scope_kind => 'owner')) s(id)
                         where s.id::text = p_owner_id);
  v_floor    bigint := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_floor));
  v_to       text := payouts.standing_destination(v_user_id, v_owner_id, p_destination);
begin
  if v_owner_id is null then
    return access.refuse(p_function => 'owners.send_automatic_code', p_subject => 'fleet.owners:' || p_owner_id);
  end if;
  return jsonb_build_object('outcome', case
    when v_floor is null or v_floor % 100 <> 0 then 'floor_wrong' when v_to is null then 'destination_wrong'
    else accounts.send_code(p_user_id => v_user_id, p_purpose => 'automatic', p_amount_cents => v_floor,
           p_destination => v_to, p_code_hash => p_code_hash, p_code_sealed => p_code_sealed,
           p_device => p_device) end);
end $$;
comment on function owners.send_automatic_code is
  'Outcome sent, too_often, floor_wrong, destination_wrong, or absent (not their owner). Raises LFA60.';

-- Switches the payout of each evening on or off. Locks and repeat: see payouts.set_standing_order.
-- Source: docs/decisions/vendors.md.
create or replace function owners.set_automatic(
  p_session     bytea,
  p_owner_id    text,
  p_state       text,    -- on or off
  p_floor       text,
  p_destination text,
  p_code_hash   bytea,
  p_device      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_id bigint := (select s.id from unnest(access.scope_ids(v_user_id,
                          p_function => 'owners.set_automatic', p_scope_kind => 'owner')) s(id)
                         where s.id::text = p_owner_id);
  v_outcome  text;
begin
  if v_owner_id is null then
    return access.refuse(p_function => 'owners.set_automatic', p_subject => 'fleet.owners:' || p_owner_id);
  end if;
  v_outcome := payouts.set_standing_order(p_user_id => v_user_id, p_device => p_device, p_owner_id => v_owner_id,
    p_state => p_state, p_floor => p_floor, p_destination => p_destination, p_code_hash => p_code_hash);
  perform access.require_permission(p_session => p_session, p_function => 'owners.set_automatic',
                                    p_scope_ids => array[v_owner_id]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function owners.set_automatic is
  'Outcomes of payouts.set_standing_order, or absent (not their owner). Raises LFA60, LFA61.';

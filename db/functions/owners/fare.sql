-- Explains one fare to its owner: each part of it, and what M-Pesa told us. Locks: as accounts.signed_in_user.
create or replace function owners.fare(p_session bytea, p_receipt text, p_asof text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.fare', p_scope_kind => 'owner');
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_as      record;
  v_fare    jsonb;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  v_fare := fares.fare_explanation(p_receipt => p_receipt, p_owner_ids => v_owners,
                                   p_zone => v_zone, p_horizon => v_as.horizon);
  if v_fare is null then
    return access.refuse(p_function => 'owners.fare', p_subject => 'fares.fares:' || p_receipt);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
    'held_since', v_as.held_since at time zone v_zone,
    'now', v_as.moment at time zone v_zone, 'fare', v_fare,
    'story', mobile_money.payment_story(p_receipt => p_receipt, p_zone => v_zone));
end $$;
comment on function owners.fare is 'fare (see fares.fare_explanation), story (see mobile_money.payment_story), or '
  '{"outcome": "absent"}. Raises LFA60, LFV64.';

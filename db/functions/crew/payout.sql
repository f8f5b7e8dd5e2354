-- Shows one payout of a crew member, of the crew's part: where it stands, and its steps. Locks: as
-- accounts.signed_in_user.
create or replace function crew.payout(p_session bytea, p_payout_ref text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.payout', p_scope_kind => 'vehicle'));
  v_payout    payouts.payouts;
  v_zone      text := config.setting(p_setting => 'time_zone');
begin
  select p.* into v_payout from payouts.payouts p
   where p.payout_ref = p_payout_ref and p.party_kind = 'user' and p.party_id = any (v_party_ids);
  if not found then
    return access.refuse(p_function => 'crew.payout', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone)
    || payouts.details(p_payout => v_payout, p_user_id => v_user_id, p_zone => v_zone);
end $$;
comment on function crew.payout is
  'payouts.details with viewer, or absent (no such payout, or not theirs). Raises LFA60.';

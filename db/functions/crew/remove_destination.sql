-- Removes a destination of a crew member, of the crew's part. Locks and repeat: see payouts.remove_destination.
create or replace function crew.remove_destination(p_session bytea, p_destination_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.remove_destination', p_scope_kind => 'vehicle'));
  v_outcome   text;
begin
  v_outcome := payouts.remove_destination(p_party_kind => 'user', p_party_ids => v_party_ids,
                                          p_destination_id => p_destination_id);
  if v_outcome = 'gone' then
    return access.refuse(p_function => 'crew.remove_destination',
                         p_subject => 'payouts.destinations:' || p_destination_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'crew.remove_destination',
                                    p_scope_ids => null);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.remove_destination is
  'Outcome removed, or absent (no such destination, or not theirs). Raises LFA60, LFA61.';

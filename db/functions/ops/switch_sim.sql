-- Switches a SIM off by its number, which comes sealed from the web: it is charged no fare from the next screen on. On
-- again by ops.switch_fares. Locks and repeat: as fleet.switch_fares. Source: docs/decisions/configuration.md.
create or replace function ops.switch_sim(
  p_session      bytea,
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_last3        text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.switch_sim') then
    return access.refuse(p_function => 'ops.switch_sim', p_subject => 'fleet.pilot_stops:sim');
  end if;
  v_outcome := fleet.switch_fares(p_kind => 'sim', p_id => null, p_phone_hash => p_phone_hash, p_to => 'off',
    p_user_id => v_user_id, p_at => clock_timestamp());
  insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (p_phone_hash, p_phone_sealed, p_last3)
  on conflict (phone_hash) do nothing;
  perform access.require_permission(p_session => p_session, p_function => 'ops.switch_sim');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.switch_sim is
  'Outcome off, same, or absent (not allowed). Raises LFA60, LFA61, check_violation '
  '(no hash, or not three digits).';

-- Adds a SIM to the pilot or removes it. The number comes sealed from the web and is stored in privacy.phones, so that
-- the entry survives a change of the look-up key and is erased with its owner. Source:
-- docs/decisions/privacy-and-keys.md, docs/decisions/configuration.md. Locks: as config.change_config. Repeat: same.
create or replace function ops.change_pilot_sim(
  p_session      bytea,
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_last3        text,
  p_listed       text,    -- yes: enters; no: leaves
  p_reason       text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.change_pilot_sim') then
    return access.refuse(p_function => 'ops.change_pilot_sim', p_subject => 'fleet.pilot_entries:sim');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := config.change_config(p_made_by => v_user_id, p_kind => 'pilot', p_subject => 'sim',
    p_phone_hash => p_phone_hash, p_value => jsonb_build_object('listed', p_listed), p_reason => p_reason);
  if v_outcome = 'changed' then
    insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (p_phone_hash, p_phone_sealed, p_last3)
    on conflict (phone_hash) do nothing;
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.change_pilot_sim');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.change_pilot_sim is
  'Outcomes of config.change_config, or absent (not allowed). Raises LFA60, LFA61, LFA86, check_violation (hash or '
  'last3).';

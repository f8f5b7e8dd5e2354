-- An operator proposes that a vehicle, route or SIM leaves the pilot; somebody else decides.
-- Source: issue 3, Configuration; decision 0080. Locks: as security.propose_config. Repeat: open.
create or replace function ops.propose_pilot_end(
  p_session        bytea,
  p_pilot_entry_id text,    -- as it stands in the address
  p_reason         text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_entry   record;
begin
  select l.subject, l.phone_hash into v_entry
    from fleet.pilot_list(p_at => clock_timestamp()) l where l.pilot_entry_id::text = p_pilot_entry_id;
  if not found or not security.may(p_user_id => v_user_id, p_door => 'ops.propose_pilot_end') then
    return security.refuse(p_door => 'ops.propose_pilot_end', p_subject => 'fleet.pilot_entries:' || p_pilot_entry_id);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  return jsonb_build_object('outcome', security.propose_config(p_made_by => v_user_id, p_kind => 'pilot', p_subject => v_entry.subject,
    p_phone_hash => v_entry.phone_hash, p_value => '{"listed": "no"}', p_reason => p_reason));
end $$;
comment on function ops.propose_pilot_end(bytea, text, text) is
  'Outcomes of security.propose_config, or absent (no such entry, it has ended, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago).';

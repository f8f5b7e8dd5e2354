-- Previews or proposes a split of a vehicle's fares, by its SACCO. Locks and repeat: see fares.propose_split.
-- Source: docs/decisions/onboarding.md.
create or replace function sacco.propose_split(p_session bytea, p_plate text, p_shares jsonb, p_step text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids  bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.propose_split', p_scope_kind => 'sacco');
  v_document   jsonb;
  v_vehicle_id bigint := (select v.vehicle_id from fleet.vehicles v
                           where v.plate = fleet.normal_plate(p_text => p_plate)
                             and v.sacco_id = any (v_sacco_ids));
begin
  if v_vehicle_id is null then
    return access.refuse(p_function => 'sacco.propose_split', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_document := fares.propose_split(p_made_by => v_user_id, p_side => 'sacco', p_vehicle_id => v_vehicle_id,
                             p_shares => p_shares, p_step => p_step);
  perform access.require_permission(p_session => p_session, p_function => 'sacco.propose_split',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.propose_split is
  'Outcomes of fares.propose_split, or absent (no such vehicle, or not theirs). Raises LFA60, LFA61.';

-- Gives a vehicle the door code that was typed, or the next free one. Locks: one caller at a time, then as
-- fleet.issue_door_code. Repeat: the same code changes nothing.
create or replace function fleet.give_door_code(
  p_vehicle_id bigint,
  p_typed      text     -- null or empty: the next free one
) returns text language plpgsql as $$
declare
  v_now timestamptz := clock_timestamp();
begin
  perform pg_advisory_xact_lock(hashtext('fleet.give_door_code'));
  perform fleet.issue_door_code(p_vehicle_id => p_vehicle_id, p_at => v_now,
    p_door_code => coalesce(nullif(fleet.clean_typed(p_text => p_typed), ''), fleet.free_door_code(p_at => v_now)));
  return 'given';
exception
  when sqlstate 'LFV30' then return 'code_wrong';
  when sqlstate 'LFC30' then return 'code_taken';
end $$;
comment on function fleet.give_door_code is
  'Outcome given, code_wrong (its check digit) or code_taken (in use, or within 24 hours). Raises LFN30.';

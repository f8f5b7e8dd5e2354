-- Takes one row of a file of vehicles (flask import-fleet): SACCO, route with fares, owner, vehicle, door code and
-- split rule, whatever of it is missing. A row that contradicts what is recorded changes nothing. Locks: as the
-- functions it calls. Repeat: same. Source: docs/decisions/onboarding.md.
create or replace function fleet.import_row(
  p_row jsonb,       -- sacco; route, owner, vehicle and split as their functions take them
  p_by_hash bytea    -- phone of the member of staff in whose name owners are to be let in; null: nobody's
) returns text language plpgsql as $$
declare
  v_by  bigint := (select u.user_id from accounts.users u where u.phone_hash = p_by_hash
                      and access.has_permission(p_user_id => u.user_id, p_function => 'ops.change_fleet'));
  v_new int := 0;
  v_wrong text;
begin
  begin
    v_new := fleet.import_vehicle(p_row => p_row, p_made_by => v_by);
    v_new := v_new + fleet.import_split(p_plate => p_row -> 'vehicle' ->> 'plate', p_shares => p_row -> 'split');
  exception when sqlstate 'LFV33' then
    -- Says why in one word; what was done of this row is undone.
    get stacked diagnostics v_wrong = message_text;
  end;
  return coalesce(v_wrong, case when v_new > 0 then 'in' else 'same' end);
end $$;
comment on function fleet.import_row is
  'in, same (nothing was missing), or why not: the outcome of the step that refused it. Raises nothing.';

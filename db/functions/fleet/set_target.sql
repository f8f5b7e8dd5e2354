-- Sets what a vehicle is expected to take on a day: its crew sees it beside what it has taken.
-- Locks: the vehicle's row. Repeat: the same target stays.
create or replace function fleet.set_target(
  p_vehicle_id bigint,
  p_target     text      -- whole shillings as typed; empty: none
) returns text language plpgsql as $$
declare
  v_typed text := mobile_money.strip_thousands(p_text => p_target);
begin
  if v_typed !~ '^([1-9][0-9]{2,6})?$' then
    return 'target_wrong';
  end if;
  update fleet.vehicles v set target_cents = mobile_money.parse_cents(p_text => nullif(v_typed, ''))
   where v.vehicle_id = p_vehicle_id
     and v.target_cents is distinct from mobile_money.parse_cents(p_text => nullif(v_typed, ''));
  return 'target_set';
end $$;
comment on function fleet.set_target is
  'Outcome target_set, or target_wrong (not KES 100 to 9,999,999). Raises nothing.';

-- Writes down that a passenger says to have paid while M-Pesa is silent: the last three digits and the amount. No money
-- moves. Locks: the trip's row, so that two clicks are one promise. Repeat: within 15 seconds the same promise is none.
-- Source: docs/decisions/grace-mode.md.
create or replace function fares.make_promise(
  p_vehicle_id bigint,
  p_last3      text,
  p_cents      bigint,
  p_user_id    bigint,
  p_at         timestamptz
) returns text language plpgsql as $$
declare
  v_grace_id bigint := fares.open_grace(p_at => p_at);
  v_trip_id  bigint := (fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at)).trip_id;
begin
  if v_grace_id is null then
    return 'no_grace';
  elsif v_trip_id is null then
    return 'no_trip';
  elsif p_last3 ~ '^[0-9]{3}$' is not true
     or p_cents between config.setting(p_setting => 'ussd_min_cents')::bigint
                    and config.setting(p_setting => 'ussd_max_cents')::bigint is not true then
    return 'wrong_promise';
  end if;
  perform from fleet.trips t where t.trip_id = v_trip_id for no key update;
  if not exists (select from fares.promises p where p.trip_id = v_trip_id and p.last3 = p_last3 and p.cents = p_cents
                    and p.state = 'open' and p.told_at > p_at - interval '15 seconds') then
    insert into fares.promises (grace_id, trip_id, vehicle_id, last3, cents, told_by, told_at)
    values (v_grace_id, v_trip_id, p_vehicle_id, p_last3, p_cents, p_user_id, p_at);
  end if;
  return 'promised';
end $$;
comment on function fares.make_promise is 'Outcome promised, no_grace (M-Pesa works), no_trip or wrong_promise (not '
  'three digits, or an amount that the menu does not take). Raises nothing.';

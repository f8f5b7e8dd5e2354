-- Scheduled job: notes vehicles that have stopped taking fares, tells their owner by SMS once for each vehicle and day,
-- and ends what is over: a fare came, or the day did. Locks: the rows it writes. Repeat: finds nothing new.
-- Source: docs/decisions/statements.md.
create or replace function fares.watch_silence(p_at timestamptz) returns bigint language plpgsql
-- Planning its statements anew for each quiet vehicle takes longer than running them: all of them find rows by index.
set plan_cache_mode = force_generic_plan as $$
declare
  v_zone  text := config.setting(p_setting => 'time_zone');
  v_today date := (p_at at time zone v_zone)::date;
  v_as    record;
  v_found record;
  v_done  bigint := 0;
begin
  select a.* into v_as from ledger.as_of(p_asof => null) a;
  if p_at is null or v_as.held_since is not null then   -- figures that are older than now can't tell who is silent
    return 0;
  end if;
  update fares.silences s set ended_at = greatest(p_at, s.found_at)
   where s.ended_at is null and (s.business_on < v_today or exists (
           select from fares.owned_fares(p_owner_ids => array[s.owner_id], p_vehicle_ids => array[s.vehicle_id],
                         p_from => s.business_on, p_to => v_today, p_horizon => v_as.horizon) f
            where f.paid_at > s.since));
  for v_found in
    with found as (
      insert into fares.silences as s (vehicle_id, owner_id, business_on, since, expected_fares, found_at)
      select v.vehicle_id, v.owner_id, v_today, v.since, v.expected_fares, p_at
        from fares.silent_vehicles(p_zone => v_zone, p_horizon => v_as.horizon, p_moment => p_at) v
      on conflict (vehicle_id, owner_id, business_on) do update
        set since = excluded.since, expected_fares = excluded.expected_fares, found_at = excluded.found_at,
            ended_at = null
       where s.ended_at is not null
      returning s.vehicle_id, s.owner_id, s.since, s.expected_fares)
    select f.*, v.plate from found f join fleet.vehicles v using (vehicle_id) order by f.vehicle_id
  loop
    v_done := v_done + 1;
    perform messaging.enqueue(p_topic => 'sms',
        p_key => concat_ws('/', 'silent', v_found.vehicle_id, v_found.owner_id, v_today, u.user_id),
        p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'), 'text', messaging.say(
          p_key => 'sms_vehicle_silent', p_lang => u.lang, p_args => array[v_found.plate,
            to_char(v_found.since at time zone v_zone, 'HH24:MI'), v_found.expected_fares::text])))
       from access.owner_people(p_owner_id => v_found.owner_id) u;
  end loop;
  return v_done;
end $$;
comment on function fares.watch_silence is 'How many vehicles it found. Raises nothing.';

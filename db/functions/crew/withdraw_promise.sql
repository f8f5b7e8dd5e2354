-- Takes a promise back that was written down wrongly, while it is open. Locks: the promise. Repeat: gone.
-- Source: docs/decisions/grace-mode.md.
create or replace function crew.withdraw_promise(p_session bytea, p_promise_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.withdraw_promise', p_scope_kind => 'vehicle'));
  v_promise  fares.promises;
begin
  select p.* into v_promise from fares.promises p
   where p.promise_id::text = p_promise_id and p.vehicle_id = any (v_vehicles) for update;
  if v_promise.promise_id is null then
    return access.refuse(p_function => 'crew.withdraw_promise', p_subject => 'fares.promises:' || p_promise_id);
  end if;
  update fares.promises p set state = 'withdrawn', ended_at = clock_timestamp()
   where p.promise_id = v_promise.promise_id and p.state = 'open';
  perform access.require_permission(p_session => p_session, p_function => 'crew.withdraw_promise',
                                    p_scope_ids => array[v_promise.vehicle_id]);
  return jsonb_build_object('outcome', case v_promise.state when 'open' then 'withdrawn' else 'gone' end);
end $$;
comment on function crew.withdraw_promise is 'Outcome withdrawn, gone (cleared or ended before), or absent (none of '
  'theirs). Raises LFA55 (trip over), LFA60, LFA61.';

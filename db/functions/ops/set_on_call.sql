-- Puts the member of staff who asks on the list of those who get the SMS about alarms, or takes them off it.
-- Source: docs/decisions/audit-log-and-alarms.md. Locks: their row. Repeat: it is so already.
create or replace function ops.set_on_call(p_session bytea, p_state text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.set_on_call')
     or p_state is null or p_state not in ('on', 'off') then
    return access.refuse(p_function => 'ops.set_on_call', p_subject => 'messaging.on_call_staff:' || v_user_id);
  end if;
  if p_state = 'on' then
    insert into messaging.on_call_staff (user_id) values (v_user_id) on conflict (user_id) do nothing;
  else
    delete from messaging.on_call_staff d where d.user_id = v_user_id;
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.set_on_call');
  return jsonb_build_object('outcome', 'changed');
end $$;
comment on function ops.set_on_call is
  'Outcome changed, or absent (p_state is not on or off, or not allowed). Raises LFA60.';

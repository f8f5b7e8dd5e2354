-- Searches the audit log: who, what, about what, on which days. Locks: as accounts.signed_in_user.
create or replace function ops.audit_log(
  p_session bytea,
  p_actor   text,    -- a person's number, or a database role; null or empty: anybody
  p_action  text,    -- null or empty: any
  p_subject text,    -- begins with; null or empty: any
  p_from    text,    -- first market day; null or empty: from the beginning
  p_to      text,    -- last market day; null or empty: until now
  p_before  text     -- change_id of the last row already seen; null or empty: from the newest
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.audit_log') then
    return access.refuse(p_function => 'ops.audit_log', p_subject => 'audit.change_log');
  elsif p_before !~ '^[0-9]{0,18}$' then
    raise exception 'not a row of the list' using errcode = 'LFV66';
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'rows', audit.log_entries(
      p_actor => case when p_actor ~ '^[0-9]+$' then 'user:' || p_actor else btrim(p_actor) end,
      p_action => btrim(p_action), p_subject => btrim(p_subject),
      p_from => access.parse_day(p_text => p_from)::timestamp at time zone v_zone,
      p_to => (access.parse_day(p_text => p_to) + 1)::timestamp at time zone v_zone,
      p_before => nullif(p_before, '')::bigint, p_zone => v_zone));
end $$;
comment on function ops.audit_log is 'rows of the audit log (see audit.log_entries), or {"outcome": "absent"}. Raises '
  'LFA60, LFV66 (p_before), LFV81 (not a day).';

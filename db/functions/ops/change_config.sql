-- Changes a setting, limit, retention period or pilot entry, or proposes it where it moves money. Source:
-- docs/decisions/configuration.md. Locks: as config.change_config. Repeat: same, or open while a proposal waits.
create or replace function ops.change_config(
  p_session bytea,
  p_kind    text,    -- setting, limit, retention, pilot or gate
  p_subject text,    -- as config.config_items says it; pilot: also vehicle or route, then the value has its name
  p_value   jsonb,   -- as typed: {value}, {burst, refill_ms}, {keep_days} or {listed: yes or no, name}
  p_reason  text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := accounts.signed_in_user(p_session => p_session);
  v_subject    text := p_subject;
  v_phone_hash bytea;
  v_outcome    text;
begin
  -- Assignments and erasures have functions of their own.
  if p_kind in ('setting', 'limit', 'retention', 'pilot', 'gate')
     and access.has_permission(p_user_id => v_user_id, p_function => 'ops.change_config') then
    perform accounts.require_reauthentication(p_session => p_session);
    if p_kind = 'pilot' and p_subject in ('vehicle', 'route') then
      v_subject := p_subject || ':' || case p_subject
        when 'vehicle' then fleet.find_vehicle(p_account => p_value ->> 'name', p_at => clock_timestamp())
        else fleet.find_route(p_text => p_value ->> 'name') end;
      if v_subject is null then
        return jsonb_build_object('outcome', 'unknown_' || p_subject);
      end if;
    elsif p_kind = 'pilot' then
      v_subject := null;
      select l.subject, l.phone_hash into v_subject, v_phone_hash
        from fleet.pilot_list(p_at => clock_timestamp()) l where l.pilot_entry_id::text = p_subject;
    end if;
    v_outcome := case when v_subject is not null then config.change_config(p_made_by => v_user_id, p_kind => p_kind,
      p_subject => v_subject, p_phone_hash => v_phone_hash, p_value => p_value, p_reason => p_reason) end;
  end if;
  if coalesce(v_outcome, 'absent') = 'absent' then
    return access.refuse(p_function => 'ops.change_config', p_subject => 'config.item:' || p_subject);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.change_config');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.change_config is
  'Outcomes of config.change_config; unknown_vehicle or unknown_route (none, or more than one, has that name); absent '
  '(no such thing, a pilot entry that has ended, or not allowed). Raises LFA60, LFA61, LFA86.';

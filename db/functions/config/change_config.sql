-- Changes the configuration for a member of staff, with a reason. A setting that moves money, an assignment, an
-- erasure, a transfer and the end of a payout are only proposed; they happen when a second person approves
-- (config.decide_config). Source: docs/decisions/configuration.md. Locks: one call at a time, then the row that
-- changes. Repeat: same, or open while a proposal waits.
create or replace function config.change_config(
  p_made_by    bigint,
  p_kind       text,    -- as in config.config_changes
  p_subject    text,    -- as in config.config_changes
  p_phone_hash bytea,   -- of a SIM in the pilot or a person; else null
  p_value      jsonb,   -- as config.config_value says it, as typed
  p_reason     text
) returns text language plpgsql as $$
declare
  v_by_two    boolean := p_kind not in ('setting', 'limit', 'retention', 'pilot', 'gate') or p_kind = 'setting'
                and exists (select from config.settings s where s.setting = p_subject and s.moves_money);
  v_now       jsonb;
  v_value     jsonb;
  v_validity  text;
  v_change_id bigint;
begin
  -- Changes come one after the other, so that each reads what the one before wrote.
  perform pg_advisory_xact_lock(hashtext('config.change_config'));
  v_now := config.config_value(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_phone_hash);
  v_value := (select jsonb_object_agg(k, p_value ->> k) from jsonb_object_keys(v_now) k);
  v_validity := config.is_valid_config(p_kind => p_kind, p_subject => p_subject, p_value => v_value);
  if v_now is null or v_validity is null then
    return 'absent';
  elsif v_now = v_value then
    return 'same';
  elsif v_validity <> 'fits' then
    return v_validity;
  elsif length(btrim(p_reason)) between 3 and 200 is not true then
    return 'no_reason';
  end if;
  insert into config.config_changes as c
         (kind, subject, phone_hash, value_before, value_after, reason, made_by, state, decided_at)
  values (p_kind, p_subject, p_phone_hash, v_now, v_value, btrim(p_reason), p_made_by,
          case when v_by_two then 'proposed' else 'changed' end, case when not v_by_two then clock_timestamp() end)
  on conflict (kind, subject, phone_hash) where state = 'proposed' do nothing returning c.change_id into v_change_id;
  if v_change_id is null then
    return 'open';
  elsif v_by_two then
    perform access.record_four_eyes(p_made_by, 'maker', 'config.config_changes:' || v_change_id);
    return 'proposed';
  end if;
  case p_kind
    when 'setting' then
      update config.settings s set value = v_value ->> 'value' where s.setting = p_subject;
    when 'limit' then
      update config.rate_limits l set burst = (v_value ->> 'burst')::int, refill_ms = (v_value ->> 'refill_ms')::int
       where l.limit_name || ',' || l.per = p_subject;
    when 'retention' then
      update privacy.retention_periods r set keep_days = (v_value ->> 'keep_days')::int where r.kind = p_subject;
    when 'gate' then
      update gates.gates g set green_bound = (v_value ->> 'green_bound')::bigint,
             alarm_bound = (v_value ->> 'alarm_bound')::bigint where g.gate = p_subject;
    when 'pilot' then
      if v_value ->> 'listed' = 'yes' then
        insert into fleet.pilot_entries (kind, vehicle_id, route_id, phone_hash, valid_from)
        select s.kind, case s.kind when 'vehicle' then s.id end, case s.kind when 'route' then s.id end, p_phone_hash,
               clock_timestamp()
          from (select split_part(p_subject, ':', 1), nullif(split_part(p_subject, ':', 2), '')::bigint) s(kind, id);
      else
        update fleet.pilot_entries e set valid_to = clock_timestamp() from fleet.pilot_list(p_at => clock_timestamp()) l
         where l.pilot_entry_id = e.pilot_entry_id and l.subject = p_subject
           and l.phone_hash is not distinct from p_phone_hash;
      end if;
  end case;
  return 'changed';
end $$;
comment on function config.change_config is
  'Outcome changed, proposed (a second person decides), absent (no such thing to configure), same (it is so already), '
  'bad_<part of the value> (see config.is_valid_config), no_reason or open (another proposal waits). Raises nothing.';

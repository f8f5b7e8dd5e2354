-- A checked value comes into force: at once, or when two people agreed on it.
-- Source: decision 0080. Locks: the row that changes. Repeat: it is so already.
create or replace function security.apply_config(
  p_kind       text,    -- setting, limit, retention or pilot
  p_subject    text,    -- as in security.config_changes
  p_phone_hash bytea,   -- of a SIM in the pilot; else null
  p_value      jsonb    -- as security.config_value says it
) returns void
language plpgsql as $$
declare
  v_now timestamptz := clock_timestamp();
begin
  case p_kind
    when 'setting' then
      update security.settings s set value = p_value ->> 'value' where s.setting = p_subject;
    when 'limit' then
      update security.limits l set burst = (p_value ->> 'burst')::int, refill_ms = (p_value ->> 'refill_ms')::int
       where l.act || ',' || l.per = p_subject;
    when 'retention' then
      update security.retention_periods r set keep_days = (p_value ->> 'keep_days')::int where r.kind = p_subject;
    when 'pilot' then
      if p_value ->> 'listed' = 'yes' then
        insert into fleet.pilot_entries (kind, vehicle_id, route_id, phone_hash, valid_from)
        select split_part(p_subject, ':', 1), case when p_subject like 'vehicle:%' then split_part(p_subject, ':', 2)::bigint end,
               case when p_subject like 'route:%' then split_part(p_subject, ':', 2)::bigint end, p_phone_hash, v_now
         where security.config_value(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_phone_hash) ->> 'listed' = 'no';
      else
        update fleet.pilot_entries e set valid_to = v_now
          from fleet.pilot_list(p_at => v_now) l
         where l.pilot_entry_id = e.pilot_entry_id and l.subject = p_subject and l.phone_hash is not distinct from p_phone_hash;
      end if;
  end case;
end $$;
comment on function security.apply_config is
  'Puts a value into force. Raises nothing of its own: security.fits_config has checked the value.';

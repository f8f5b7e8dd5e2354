-- What is configured, of one kind, and between which bounds another value may be proposed.
-- Source: issue 3, Configuration. Locks: none. Repeat: reads only.
create or replace function security.config_items(
  p_kind    text,    -- setting, limit, retention or pilot
  p_subject text,    -- one of them; null: all
  p_zone    text     -- the market's time zone
) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(i.item order by i.item ->> 'subject', i.item ->> 'name'), '[]') from (
    select jsonb_build_object('subject', s.setting, 'meaning', s.meaning, 'value', security.config_part(p_row => to_jsonb(s)),
                              'least', s.least, 'most', s.most) as item
      from security.settings s where p_kind = 'setting'
    union all
    select jsonb_build_object('subject', l.act || ',' || l.per, 'meaning', l.meaning, 'value', security.config_part(p_row => to_jsonb(l)),
                              'least', l.least_burst, 'most', l.most_refill_ms)
      from security.limits l where p_kind = 'limit'
    union all
    select jsonb_build_object('subject', r.kind, 'meaning', r.meaning, 'value', security.config_part(p_row => to_jsonb(r)),
                              'least', r.least_days, 'most', r.most_days)
      from security.retention_periods r where p_kind = 'retention'
    union all
    select jsonb_build_object('subject', p.subject, 'kind', p.kind, 'pilot_entry_id', p.pilot_entry_id,
                              'name', fleet.pilot_name(p_subject => p.subject, p_phone_hash => p.phone_hash),
                              'from', p.valid_from at time zone p_zone)
      from (select l.*, row_number() over (partition by l.kind = 'sim' order by l.pilot_entry_id desc) as place
              from fleet.pilot_list(p_at => clock_timestamp()) l) p
     where p_kind = 'pilot' and p.place <= 75) i
   where p_subject is null or i.item ->> 'subject' = p_subject
$$;
comment on function security.config_items(text, text, text) is
  'subject, meaning, value (see security.config_value), least and most of each; of the pilot the newest 75 vehicles and routes, and the newest 75 SIMs, and since when. Raises nothing.';

-- Lists what is configured, of one kind, with the bounds of each value. Source: docs/decisions/configuration.md.
create or replace function config.config_items(
  p_kind    text,    -- setting, limit, retention, pilot or gate
  p_subject text,    -- one of them; null: all
  p_zone    text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(i.item || case when p_kind = 'pilot' then '{}' else jsonb_build_object('value',
             config.config_value(p_kind => p_kind, p_subject => i.item ->> 'subject', p_phone_hash => null)) end
           order by i.item ->> 'name', i.item ->> 'subject'), '[]') from (
    select jsonb_build_object('subject', s.setting, 'moves_money', s.moves_money,
             'bounds', jsonb_build_object('value', jsonb_build_array(s.least, s.most))) as item
      from config.settings s where p_kind = 'setting'
    union all
    select jsonb_build_object('subject', l.limit_name || ',' || l.per,
             'bounds', jsonb_build_object('burst', jsonb_build_array(l.least_burst, 100000),
                                          'refill_ms', jsonb_build_array(1, l.most_refill_ms)))
      from config.rate_limits l where p_kind = 'limit'
    union all
    select jsonb_build_object('subject', r.kind,
             'bounds', jsonb_build_object('keep_days', jsonb_build_array(r.least_days, r.most_days)))
      from privacy.retention_periods r where p_kind = 'retention'
    union all
    select jsonb_build_object('subject', g.gate, 'unit', g.unit, 'green_sign', g.green_sign, 'alarm_sign', g.alarm_sign,
             'bounds', jsonb_build_object('green_bound', jsonb_build_array(0, 100000000),
                                          'alarm_bound', jsonb_build_array(0, 100000000)))
      from gates.gates g where p_kind = 'gate'
    union all
    select jsonb_build_object('subject', p.pilot_entry_id::text, 'kind', p.kind,
                              'name', fleet.pilot_name(p_subject => p.subject, p_phone_hash => p.phone_hash),
                              'from', p.valid_from at time zone p_zone)
      from (select l.*, row_number() over (partition by l.kind = 'sim' order by l.pilot_entry_id desc) as ordinal
              from fleet.pilot_list(p_at => clock_timestamp()) l) p
     where p_kind = 'pilot' and (p.ordinal <= 75 or p_subject is not null)) i
   where p_subject is null or i.item ->> 'subject' = p_subject
$$;
comment on function config.config_items is
  'subject, value (see config.config_value), the bounds of each part of it, of a setting whether it moves_money; of '
  'the pilot its id, name, kind and since when: the newest 75 vehicles and routes and 75 SIMs. Raises nothing.';

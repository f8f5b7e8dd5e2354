-- Limits and thresholds, what is proposed about them, and what they were before.
-- Source: issue 3, Configuration. Locks: as security.signed_in_user. Repeat: reads.
create or replace function ops.settings(
  p_session bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_zone    text := security.setting(p_setting => 'time_zone');
begin
  if not security.may(p_user_id => v_user_id, p_door => 'ops.settings') then
    return security.refuse(p_door => 'ops.settings', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'proposes', security.may(p_user_id => v_user_id, p_door => 'ops.propose_setting'),
    'decides', security.may(p_user_id => v_user_id, p_door => 'ops.decide_setting'),
    'settings', (select jsonb_agg(jsonb_build_object('setting', s.setting, 'value', s.value, 'meaning', s.meaning) order by s.setting)
                   from security.settings s),
    'open', (select coalesce(jsonb_agg(jsonb_build_object('change_id', c.change_id, 'setting', c.setting, 'before', c.value_before, 'after', c.value_after,
                                         'reason', c.reason, 'made_by', c.made_by, 'mine', c.made_by = v_user_id,
                                         'at', c.made_at at time zone v_zone) order by c.change_id), '[]')
               from security.setting_changes c where c.state = 'proposed'),
    'history', (select coalesce(jsonb_agg(to_jsonb(h) order by h.at desc), '[]')
                  from (select l.changed_at at time zone v_zone as at, l.actor, split_part(l.subject, ':', 2) as setting,
                               l.before ->> 'value' as before, l.after ->> 'value' as after
                          from audit.change_log l
                         where l.subject like 'security.settings:%' and l.before is not null and l.after is not null
                         order by l.change_id desc limit 50) h));
end $$;
comment on function ops.settings(bytea) is
  'settings, open proposals and the last 50 changes; proposes and decides: what this person may do; {"outcome": "absent"} for who may not look. Raises LFA60 (not signed in).';

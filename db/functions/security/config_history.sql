-- What it was before, from the audit log: also what was changed by hand. It can't be edited.
-- Source: decision 0080. Locks: none. Repeat: reads only.
create or replace function security.config_history(
  p_kind    text,    -- setting, limit or retention; the pilot's history are its changes and entries
  p_subject text,
  p_zone    text     -- the market's time zone
) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(h) order by h.change_id desc), '[]')
    from (select l.change_id, l.changed_at at time zone p_zone as at, l.actor,
                 security.config_part(p_row => l.before) as before, security.config_part(p_row => l.after) as after
            from audit.change_log l
           where l.subject = case p_kind when 'setting' then 'security.settings:' when 'limit' then 'security.limits:'
                                         when 'retention' then 'security.retention_periods:' end || p_subject
             and security.config_part(p_row => l.before) is distinct from security.config_part(p_row => l.after)
             and l.before is not null and l.after is not null
           order by l.change_id desc limit 20) h
$$;
comment on function security.config_history(text, text, text) is
  'The last 20 changes of one thing: at, actor, before, after (see security.config_part). Raises nothing.';

-- Searches the audit log: the newest rows that match, with only what differs.
create or replace function audit.log_entries(
  p_actor   text,          -- user:<id>, or a database role; null or empty: anybody
  p_action  text,          -- update, sign_in, refused …; null or empty: any
  p_subject text,          -- begins with this, and a number at its end is whole; null or empty: any
  p_from    timestamptz,   -- null: from the beginning
  p_to      timestamptz,   -- before this; null: until now
  p_before  bigint,        -- change_id of the last row already seen; null: from the newest
  p_zone    text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('change_id', c.change_id, 'at', c.changed_at at time zone p_zone,
      'actor', c.actor, 'who', accounts.actor_card(p_actor => c.actor), 'role', c.role,
      'about', case when c.subject ~ '^accounts.users:[0-9]{1,18}$'
                 then accounts.actor_card(p_actor => 'user:' || split_part(c.subject, ':', 2)) end,
      'action', c.action, 'subject', c.subject,
      'key', (select string_agg(audit.market_time(p_text => k, p_zone => p_zone), ',' order by n)
                from string_to_table(substr(c.subject, strpos(c.subject, ':') + 1), ',') with ordinality s(k, n)),
      'differs', (
        select coalesce(jsonb_agg(jsonb_build_object('what', k,
                 'before', audit.market_time(p_text => c.before ->> k, p_zone => p_zone),
                 'after', audit.market_time(p_text => c.after ->> k, p_zone => p_zone)) order by k), '[]')
          from jsonb_object_keys(case jsonb_typeof(c.before) when 'object' then c.before else '{}' end
                              || case jsonb_typeof(c.after) when 'object' then c.after else '{}' end) k
         where c.before ->> k is distinct from c.after ->> k)) order by c.change_id desc), '[]')
    from (select l.* from audit.changes l
           where (coalesce(p_actor, '') = '' or l.actor = p_actor)
             and (coalesce(p_action, '') = '' or l.action = p_action)
             and (coalesce(p_subject, '') = ''
                  or l.subject like replace(replace(replace(p_subject, '\', '\\'), '%', '\%'), '_', '\_') || '%'
                     and (p_subject !~ ':[0-9]+$' or substr(l.subject, length(p_subject) + 1, 1) !~ '[0-9]'))
             and (p_from is null or l.changed_at >= p_from) and (p_to is null or l.changed_at < p_to)
             and (p_before is null or l.change_id < p_before)
           order by l.change_id desc limit 17) c
$$;
comment on function audit.log_entries is 'The newest 17 rows of the audit log that match (the 17th says that there are '
  'more): change_id, at, actor, who and (of a person) about (accounts.actor_card), role, action, '
  'subject, key (the subject behind its table, or all of it where it names '
  'none; times on the market''s clock), differs (what, before, after). Raises nothing.';

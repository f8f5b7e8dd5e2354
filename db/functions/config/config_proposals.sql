-- Lists changes of the configuration: first what waits for a second person, then the latest others.
-- Source: docs/decisions/configuration.md. Locks: none. Repeat: reads only.
create or replace function config.config_proposals(
  p_kind    text,     -- setting, limit, retention or pilot
  p_subject text,     -- one of them; null: all
  p_user_id bigint,   -- who looks
  p_zone    text      -- the market's time zone
) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'change_id', c.change_id, 'kind', c.kind, 'subject', c.subject,
      'name', case c.kind when 'pilot' then fleet.pilot_name(p_subject => c.subject, p_phone_hash => c.phone_hash) end,
      'before', c.value_before, 'after', c.value_after, 'reason', c.reason, 'state', c.state, 'made_by', c.made_by,
      'mine', c.made_by = p_user_id,
      'maker_disabled', (select true from accounts.users u
                          where u.user_id = c.made_by and u.disabled_at is not null and c.state = 'proposed'),
      'at', c.made_at at time zone p_zone, 'decided_by', c.decided_by, 'decided_at', c.decided_at at time zone p_zone))
    order by c.state <> 'proposed', c.change_id desc), '[]')
    from (select q.*, row_number() over (partition by q.state = 'proposed' order by q.change_id desc) as place
            from config.config_changes q
           where q.kind = p_kind and (p_subject is null or q.subject = p_subject)) c
   where c.place <= case c.state when 'proposed' then 15 else 10 end
$$;
comment on function config.config_proposals is
  'The newest 15 open proposals of a kind, then the last 10 other changes: what, from what to what, why, by whom, '
  'whether by the person who looks or by one who is disabled by now, and what became of it. Raises nothing.';

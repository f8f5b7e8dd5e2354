-- What was proposed: first what waits for a second person, then what became of the latest others.
-- Source: issue 3, Configuration. Locks: none. Repeat: reads only.
create or replace function security.config_proposals(
  p_kind    text,     -- setting, limit, retention or pilot
  p_subject text,     -- one of them; null: all
  p_user_id bigint,   -- who looks
  p_zone    text      -- the market's time zone
) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(security.config_change_card(p_change_id => c.change_id, p_user_id => p_user_id, p_zone => p_zone)
                            order by c.state <> 'proposed', c.change_id desc), '[]')
    from (select q.change_id, q.state,
                 row_number() over (partition by q.state = 'proposed' order by q.change_id desc) as place
            from security.config_changes q
           where q.kind = p_kind and (p_subject is null or q.subject = p_subject)) c
   where c.place <= case c.state when 'proposed' then 15 else 10 end
$$;
comment on function security.config_proposals(text, text, bigint, text) is
  'The newest 15 open proposals of a kind, then the last 10 that ended (see security.config_change_card). Raises nothing.';

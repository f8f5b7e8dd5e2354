-- A proposal as a page shows it.
-- Source: issue 3, Configuration. Locks: none. Repeat: reads only.
create or replace function security.config_change_card(
  p_change_id bigint,
  p_user_id   bigint,   -- who looks
  p_zone      text      -- the market's time zone
) returns jsonb
language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('change_id', c.change_id, 'kind', c.kind, 'subject', c.subject,
      'name', case c.kind when 'pilot' then fleet.pilot_name(p_subject => c.subject, p_phone_hash => c.phone_hash) end,
      'consequence', case when c.kind = 'pilot' and c.state = 'proposed' then fleet.pilot_consequence(
                       p_subject => c.subject, p_phone_hash => c.phone_hash, p_listed => c.value_after ->> 'listed') end,
      'before', c.value_before, 'after', c.value_after, 'reason', c.reason, 'state', c.state,
      'made_by', c.made_by, 'mine', c.made_by = p_user_id,
      'maker_disabled', (select true from security.users u where u.user_id = c.made_by and u.disabled_at is not null and c.state = 'proposed'),
      'at', c.made_at at time zone p_zone, 'decided_by', c.decided_by, 'decided_at', c.decided_at at time zone p_zone))
    from security.config_changes c where c.change_id = p_change_id
$$;
comment on function security.config_change_card(bigint, bigint, text) is
  'One proposal: what, from what to what, why, by whom, whether by the person who looks or by one who is disabled by now, what became of it; of the pilot also who is meant and what follows (see fleet.pilot_consequence). Raises nothing.';

-- Counts a refusal: one row for each kind in each hour, so that a flood can't fill the audit log. Signed-in people have
-- rows of their own, which a flood of unknown callers can't hide. Source: docs/decisions/audit-log-and-alarms.md.
-- Locks: that row until the transaction ends; no fare touches it. Repeat: counted once more.
create or replace function audit.note_refusal(
  p_action  text,   -- the kind: refused, sign_in_refused, too_often …
  p_subject text,   -- schema.table:<key>; a key that was typed may be somebody's number, which is masked
  p_after   jsonb   -- API function, reason, outcome, from (an address); never a phone number, name, token or code
) returns void language sql as $$
  insert into audit.refusals as r
    (hour_at, action, asked, actor, detail, role, first_at, last_at, last_subject, last_from)
  select date_trunc('hour', n.at, 'UTC'), p_action,
         -- The limit for too_often; else the table, without the typed key.
         case when p_action = 'too_often' then p_subject else split_part(p_subject, ':', 1) end,
         coalesce(audit.actor(), session_user), coalesce(p_after, '{}') - 'from', session_user, n.at, n.at,
         privacy.mask_numbers(p_text => p_subject), p_after ->> 'from'
    from (select clock_timestamp() as at) n
  on conflict (hour_at, action, asked, actor, detail) do update
    set times = r.times + 1, last_at = excluded.last_at, last_subject = excluded.last_subject,
        last_from = excluded.last_from, role = excluded.role
$$;
comment on function audit.note_refusal is
  'Adds one to the refusals of this kind in this hour; audit.changes shows them. Raises nothing.';

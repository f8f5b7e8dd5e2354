-- Checks reason and dates of a grant before it is proposed, and before a new person is stored for it.
-- Source: docs/decisions/roles-and-four-eyes.md, docs/decisions/crews-and-trips.md.
create or replace function access.grant_blockers(
  p_valid_from timestamptz,   -- null: from the decision on
  p_valid_to   timestamptz,   -- null: until revoked
  p_reason     text
) returns text language sql stable as $$
  select case when length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then 'no_reason'
              when p_valid_to <= greatest(p_valid_from, clock_timestamp()) then 'bad_time' end
$$;
comment on function access.grant_blockers is
  'no_reason, bad_time (ends before it begins, or in the past), or null: no blocker. Raises nothing.';

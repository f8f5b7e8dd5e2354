-- A role is proposed with a reason, and for a time that is still to come. Asked before somebody new is written down for
-- it.
-- Source: issue 3, Roles (maker and checker); docs/decisions/roles-and-four-eyes.md, docs/decisions/crews-and-trips.md.
-- Locks: none. Repeat: reads only.
create or replace function access.grant_blockers(
  p_valid_from timestamptz,   -- null: from the decision on
  p_valid_to   timestamptz,   -- null: until revoked
  p_reason     text
) returns text
language sql stable as $$
  select case when length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then 'no_reason'
              when p_valid_to <= greatest(p_valid_from, clock_timestamp()) then 'bad_time' end
$$;
comment on function access.grant_blockers is
  'no_reason, bad_time (ends before it begins, or in the past), or null: nothing. Raises nothing.';

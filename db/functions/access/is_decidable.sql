-- Is there still one who proposes and another who decides about people? Else one act would leave a house that
-- nobody can open again.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none; whoever acts on the answer holds the lock of
-- accounts.disable_person.
-- Repeat: reads only.
create or replace function access.is_decidable(
  p_without bigint   -- not counting this person; null: counting all
) returns boolean
language sql stable as $$
  with officials as (select d.user_id, d.api_function from access.deciders() d)
  select exists (select from officials m join officials c on c.user_id <> m.user_id
                  where m.api_function = 'ops.propose_enable' and c.api_function = 'ops.decide_role_change'
                    and coalesce(p_without not in (m.user_id, c.user_id), true))
$$;
comment on function access.is_decidable is
  'Whether two people are left, one who may propose and one who may decide. Raises nothing.';

-- Tells whether one person is left who may propose and another who may decide about people.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none; whoever acts on the answer holds the lock of
-- accounts.disable_person. Repeat: reads only.
create or replace function access.is_decidable(
  p_without bigint   -- not counting this person; null: counting all
) returns boolean language sql stable as $$
  with deciders as (
    select distinct g.user_id, n.api_function from access.role_grants g join access.permissions p using (role)
      cross join lateral access.permissions_in_force(p_user_id => g.user_id) n
     where p.api_function in ('ops.propose_enable', 'ops.decide_role_change')
       and (n.role, n.api_function) = (g.role, p.api_function))
  select exists (select from deciders m join deciders c on c.user_id <> m.user_id
                  where m.api_function = 'ops.propose_enable' and c.api_function = 'ops.decide_role_change'
                    and coalesce(p_without not in (m.user_id, c.user_id), true))
$$;
comment on function access.is_decidable is
  'Whether two people are left, one who may propose and one who may decide. Raises nothing.';

-- The next proposal that a person could decide, so that one decision leads to the next.
create or replace function access.next_role_change(
  p_user_id bigint,   -- who decides: not what they made, nor about themselves
  p_after   bigint    -- the proposal they look at now
) returns bigint language sql stable as $$
  select c.change_id from access.role_changes c
   where c.state = 'proposed' and p_user_id not in (c.made_by, c.user_id) and c.change_id <> p_after
   order by c.change_id < p_after, c.change_id limit 1
$$;
comment on function access.next_role_change is
  'change_id of the next open one, after the last the first again; null: there is no other. Raises nothing.';

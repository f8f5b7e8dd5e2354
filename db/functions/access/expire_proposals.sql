-- Withdraws proposals for crews that nobody decided in time. Source: docs/decisions/crews-and-trips.md. Locks: the
-- proposals it ends, oldest first, skipping locked ones; then as access.forget_proposed. Repeat: none left.
create or replace function access.expire_proposals(
  p_until timestamptz,   -- proposed before this
  p_limit int
) returns bigint language plpgsql as $$
declare
  v_people bigint[];
begin
  with old as (
    select c.change_id from access.role_changes c
     where c.state = 'proposed' and c.kind = 'grant' and c.role = 'crew' and c.made_at < p_until
     order by c.made_at limit p_limit for update skip locked
  ), ended as (
    update access.role_changes c set state = 'withdrawn', decided_at = clock_timestamp()
      from old where c.change_id = old.change_id returning c.user_id)
  select array_agg(e.user_id) into v_people from ended e;
  perform access.forget_proposed(p_user_id => u.user_id) from (select distinct unnest(v_people) order by 1) u(user_id);
  return coalesce(cardinality(v_people), 0);
end $$;
comment on function access.expire_proposals is
  'Withdraws old proposals for crews and erases accounts typed only for them; returns how many. Raises nothing.';

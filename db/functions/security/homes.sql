-- Which pages are this person's? Operators' first, because that is where something waits.
-- Source: contracts (/ sends to the right home). Locks: none. Repeat: reads only.
create or replace function security.homes(
  p_user_id bigint
) returns text[]
language sql stable as $$
  select coalesce(array_agg(h.home order by h.home), '{}')
    from (select distinct case when g.role in ('ops', 'finance') then 'ops' when g.role = 'owner' then 'owner' end
            from security.role_grants g
           where g.user_id = p_user_id
             and (g.role, g.scope_kind) in (('ops', 'platform'), ('finance', 'platform'), ('owner', 'owner'))
             and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)) as h(home)
$$;
comment on function security.homes(bigint) is
  'First path segments (owner, ops) of the pages a person has, in the order to offer them; empty when there are none. Raises nothing.';

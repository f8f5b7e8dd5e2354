-- What may this person do here? A page hides what would be refused; it is refused all the same.
-- Source: issue 3, Roles. Locks: none. Repeat: reads only.
create or replace function access.permitted_functions(
  p_user_id bigint,
  p_schema  text      -- the doors of one party: ops, sacco, owners …
) returns text[]
language sql stable as $$
  select coalesce(array_agg(distinct n.api_function order by n.api_function), '{}')
    from access.permissions_in_force(p_user_id => p_user_id) n
   where split_part(n.api_function, '.', 1) = p_schema
$$;
comment on function access.permitted_functions is
  'Names of the doors of one schema that a person may use now. Raises nothing.';

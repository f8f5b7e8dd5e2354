-- Names the API functions of one party that a person may call, so that pages hide what would be refused.
create or replace function access.permitted_functions(p_user_id bigint, p_schema text) returns text[]
language sql stable as $$
  select coalesce(array_agg(distinct n.api_function order by n.api_function), '{}')
    from access.permissions_in_force(p_user_id => p_user_id) n
   where split_part(n.api_function, '.', 1) = p_schema
$$;
comment on function access.permitted_functions is
  'Names of the API functions of one schema that a person may call now. Raises nothing.';

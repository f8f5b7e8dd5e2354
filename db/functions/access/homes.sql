-- Names the home pages that a person has, staff's first.
create or replace function access.homes(p_user_id bigint) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct h.home order by h.home), '{}')
    from access.permissions_in_force(p_user_id => p_user_id) n
    join (values ('ops', 'ops.home'), ('owner', 'owners.home'), ('sacco', 'sacco.people'), ('crew', 'crew.home'))
      h(home, api_function) using (api_function)
$$;
comment on function access.homes is
  'First path segments of the pages a person has, in the order to offer them; empty for none. Raises nothing.';

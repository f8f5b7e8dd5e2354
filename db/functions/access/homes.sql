-- Names the home pages that a person has (see access.homes_of).
create or replace function access.homes(p_user_id bigint) returns text[] language plpgsql stable as $$
begin
  return (
    select access.homes_of(p_functions => array_agg(n.api_function), p_roles => array_agg(n.role))
      from access.permissions_in_force(p_user_id => p_user_id) n);
end $$;
comment on function access.homes is
  'Paths of the first pages a person has, in the order to offer them; empty for none. Raises nothing.';

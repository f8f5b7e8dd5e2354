-- Names the home pages that a person has, staff's first. Who is of finance only begins with finance's figures.
create or replace function access.homes(p_user_id bigint) returns text[] language plpgsql stable as $$
begin
  return (
    with held as materialized (
      select n.api_function, n.role from access.permissions_in_force(p_user_id => p_user_id) n)
    select coalesce(array_agg(distinct s.home order by s.home), '{}')
      from (select case when h.home <> 'ops' or exists (select from held where role in ('ops', 'auditor')) then h.home
                        else 'ops/finance' end as home
              from held join (values ('ops', 'ops.home'), ('owner', 'owners.home'), ('sacco', 'sacco.home'),
                                     ('crew', 'crew.home')) h(home, api_function) using (api_function)) s);
end $$;
comment on function access.homes is
  'Paths of the first pages a person has, in the order to offer them; empty for none. Raises nothing.';

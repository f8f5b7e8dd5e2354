-- Names the home pages that go with permissions, staff's first. Who is of finance only begins with finance's figures.
create or replace function access.homes_of(
  p_functions text[],   -- API functions that a person may call
  p_roles     text[]    -- by which roles
) returns text[] language plpgsql immutable as $$
begin
  return (
    select coalesce(array_agg(distinct case
             when h.home <> 'ops' or p_roles && array['ops', 'auditor'] then h.home else 'ops/finance' end), '{}')
      from (values ('ops', 'ops.home'), ('owner', 'owners.home'), ('sacco', 'sacco.home'), ('crew', 'crew.home'))
             h(home, api_function)
     where h.api_function = any (p_functions));
end $$;
comment on function access.homes_of is 'Paths of the first pages, in the order to offer them; empty for none. Raises '
  'nothing.';

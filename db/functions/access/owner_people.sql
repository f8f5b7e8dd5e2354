-- Lists the people who act for an owner now: whom an SMS about the owner's vehicles goes to.
create or replace function access.owner_people(p_owner_id bigint)
returns table (user_id bigint, phone_hash bytea, lang text) language sql stable as $$
  select distinct u.user_id, u.phone_hash, u.lang
    from access.role_grants g join accounts.users u using (user_id)
   where g.role = 'owner' and g.scope_kind = 'owner' and g.scope_id = p_owner_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function access.owner_people is 'Without disabled people. Raises nothing.';

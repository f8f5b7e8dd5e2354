-- Tells whether money may not go out for a party: somebody who acts for it answered ZUIA.
create or replace function payouts.is_frozen(p_party_kind text, p_party_id bigint) returns boolean
language sql stable as $$
  select exists (
    select from payouts.freezes f
     where f.lifted_at is null
       and (p_party_kind = 'user' and f.user_id = p_party_id
            or exists (select from access.role_grants g
                        where g.user_id = f.user_id and g.scope_kind = p_party_kind and g.scope_id = p_party_id
                          and (g.valid_to is null or clock_timestamp() < g.valid_to))))
$$;
comment on function payouts.is_frozen is 'false for a party that nobody acts for. Raises nothing.';

-- Returns the party that a crew member is, for withdrawals of the crew's part: themselves, while they are crew.
create or replace function payouts.crew_party(p_user_id bigint, p_function text) returns bigint[] language sql stable as
$$
  select case when access.scope_ids(p_user_id, p_function => p_function, p_scope_kind => 'vehicle') <> '{}'
           then array[p_user_id] else '{}' end
$$;
comment on function payouts.crew_party is 'One user_id, or empty for who is not crew. Raises nothing.';

-- Returns the party that a crew member is, for withdrawals of the crew's part: themselves, while they are crew.
create or replace function payouts.crew_party(
  p_user_id     bigint,
  p_vehicle_ids bigint[]   -- for which they may call the function
) returns bigint[] language sql immutable as $$
  select case when p_vehicle_ids <> '{}' then array[p_user_id] else '{}' end
$$;
comment on function payouts.crew_party is 'One user_id, or empty for who is not crew. Raises nothing.';

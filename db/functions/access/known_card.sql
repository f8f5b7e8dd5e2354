-- Names a person on a page: to a SACCO without the name of somebody whom it does not know.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function access.known_card(
  p_user_id   bigint,
  p_sacco_ids bigint[]   -- whose page it is; null: the platform's
) returns jsonb language sql stable as $$
  select accounts.actor_card(p_actor => 'user:' || p_user_id)
         - case when access.known_to_saccos(p_user_id => p_user_id, p_sacco_ids => p_sacco_ids) then ''
             else 'name_sealed' end
$$;
comment on function access.known_card is 'See accounts.actor_card; null for nobody. Raises nothing.';

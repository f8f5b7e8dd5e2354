-- Shows the form of a withdrawal to a crew member, of the crew's part, and the plan once an amount is given. Locks:
-- as accounts.signed_in_user. Source: docs/decisions/payouts.md.
create or replace function crew.withdrawal(
  p_session     bytea,
  p_party       text,   -- id of the user; null or empty: the first
  p_purposes        text,   -- this and the rest as in payouts.plan_card
  p_amount      text,
  p_destination text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.withdrawal', p_scope_kind => 'vehicle'));
  v_party_id  bigint := (select i from unnest(v_party_ids) i where coalesce(p_party, '') in ('', i::text)
                          order by i limit 1);
begin
  if v_party_id is null then
    return access.refuse(p_function => 'crew.withdrawal', p_subject => 'user:' || p_party);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id))
    || payouts.withdrawal(p_user_id => v_user_id, p_session => p_session, p_party_kind => 'user',
         p_party_ids => v_party_ids, p_party_id => v_party_id, p_purposes => p_purposes, p_amount => p_amount,
         p_destination => p_destination);
end $$;
comment on function crew.withdrawal is 'payouts.withdrawal with viewer, or absent. Raises LFA60.';

-- Takes a withdrawal of a crew member, of the crew's part. Locks and repeat: see payouts.request; the same one that
-- waits already is named. Source: docs/decisions/payouts.md.
create or replace function crew.request_payout(
  p_session     bytea,
  p_device      bytea,   -- sha256 of the browser's device token; null: none
  p_party       text,    -- id of the user; null or empty: the first
  p_purposes        text,    -- purposes, separated by commas; null or empty: all
  p_amount      text,    -- this and the rest as in payouts.request
  p_destination text,
  p_code_hash   bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.request_payout', p_scope_kind => 'vehicle'));
  v_party_id  bigint := (select i from unnest(v_party_ids) i where coalesce(p_party, '') in ('', i::text)
                          order by i limit 1);
  v_document  jsonb;
begin
  if v_party_id is null then
    return access.refuse(p_function => 'crew.request_payout', p_subject => 'user:' || p_party);
  end if;
  v_document := payouts.request(p_user_id => v_user_id, p_session => p_session, p_device => p_device,
    p_party_kind => 'user', p_party_id => v_party_id, p_purposes => string_to_array(coalesce(p_purposes, ''), ','),
    p_amount => p_amount, p_destination => p_destination, p_code_hash => p_code_hash);
  perform access.require_permission(p_session => p_session, p_function => 'crew.request_payout',
                                    p_scope_ids => null);
  return v_document;
end $$;
comment on function crew.request_payout is 'Outcomes of payouts.request, or absent. Raises LFA60, LFA61, LFF10, LFF11.';

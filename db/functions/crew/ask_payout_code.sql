-- Sends the code that confirms a withdrawal of a crew member, of the crew's part. Locks and repeat: see
-- payouts.ask_code. Source: docs/decisions/payouts.md.
create or replace function crew.ask_payout_code(
  p_session     bytea,
  p_device      bytea,   -- sha256 of the browser's device token; null: none
  p_party       text,    -- id of the user; null or empty: the first
  p_purposes        text,    -- this and the rest as in payouts.ask_code
  p_amount      text,
  p_destination text,
  p_code_hash   bytea,
  p_code_sealed bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.ask_payout_code', p_scope_kind => 'vehicle'));
  v_party_id  bigint := (select i from unnest(v_party_ids) i where coalesce(p_party, '') in ('', i::text)
                          order by i limit 1);
  v_document  jsonb;
begin
  if v_party_id is null then
    return access.refuse(p_function => 'crew.ask_payout_code', p_subject => 'user:' || p_party);
  end if;
  v_document := payouts.ask_code(p_user_id => v_user_id, p_session => p_session, p_device => p_device,
    p_party_kind => 'user', p_party_id => v_party_id, p_purposes => p_purposes, p_amount => p_amount,
    p_destination => p_destination, p_code_hash => p_code_hash, p_code_sealed => p_code_sealed);
  perform access.require_permission(p_session => p_session, p_function => 'crew.ask_payout_code',
                                    p_scope_ids => null);
  return v_document;
end $$;
comment on function crew.ask_payout_code is 'payouts.ask_code, or absent. Raises LFA60, LFA61.';

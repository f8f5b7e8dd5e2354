-- Sends the code that confirms a new destination of a crew member, of the crew's part. Locks and repeat: see
-- accounts.send_code. Source: docs/decisions/payouts.md.
create or replace function crew.ask_destination_code(
  p_session     bytea,
  p_device      bytea,   -- sha256 of the browser's device token; null: none
  p_party       text,    -- id of the user; null or empty: the first
  p_destination text,    -- as payouts.destination_text writes it
  p_code_hash   bytea,   -- keyed hash of the digits and of the whole number
  p_code_sealed bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.ask_destination_code', p_scope_kind => 'vehicle'));
  v_party_id  bigint := (select i from unnest(v_party_ids) i where coalesce(p_party, '') in ('', i::text)
                          order by i limit 1);
  v_outcome   text;
begin
  if v_party_id is null then
    return access.refuse(p_function => 'crew.ask_destination_code', p_subject => 'user:' || p_party);
  end if;
  v_outcome := case when p_destination is not null then accounts.send_code(p_user_id => v_user_id,
    p_purpose => 'destination', p_amount_cents => null, p_destination => left(p_destination, 30),
    p_code_hash => p_code_hash, p_code_sealed => p_code_sealed, p_device => p_device) else 'destination_wrong' end;
  perform access.require_permission(p_session => p_session, p_function => 'crew.ask_destination_code',
                                    p_scope_ids => null);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.ask_destination_code is
  'Outcome sent, too_often, destination_wrong (none) or absent. Raises LFA60, LFA61.';

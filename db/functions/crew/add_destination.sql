-- Adds a destination of a crew member, of the crew's part. Locks and repeat: see payouts.add_destination. Source:
-- docs/decisions/payouts.md.
create or replace function crew.add_destination(
  p_session        bytea,
  p_device         bytea,   -- sha256 of the browser's device token; null: none
  p_party          text,    -- id of the user; null or empty: the first
  p_kind           text,    -- phone or paybill
  p_label          text,
  p_phone_hash     bytea,   -- of a phone
  p_phone_sealed   bytea,
  p_short_code     text,    -- of a paybill
  p_account_sealed bytea,
  p_tail           text,    -- its last characters
  p_code_hash      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.add_destination', p_scope_kind => 'vehicle'));
  v_party_id  bigint := (select i from unnest(v_party_ids) i where coalesce(p_party, '') in ('', i::text)
                          order by i limit 1);
  v_to        payouts.destinations;
  v_outcome   text;
begin
  if v_party_id is null then
    return access.refuse(p_function => 'crew.add_destination', p_subject => 'user:' || p_party);
  end if;
  v_to.party_kind := 'user'; v_to.party_id := v_party_id; v_to.kind := p_kind; v_to.label := p_label;
  v_to.phone_hash := p_phone_hash; v_to.phone_sealed := p_phone_sealed; v_to.short_code := p_short_code;
  v_to.account_sealed := p_account_sealed; v_to.tail := p_tail;
  v_outcome := payouts.add_destination(p_user_id => v_user_id, p_device => p_device, p_to => v_to,
                                       p_code_hash => p_code_hash);
  perform access.require_permission(p_session => p_session, p_function => 'crew.add_destination',
                                    p_scope_ids => null);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.add_destination is 'Outcomes of payouts.add_destination, or absent. Raises LFA60, LFA61.';

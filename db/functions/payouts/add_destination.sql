-- Adds a place where a party's money may go, once the person has typed the code that was sent for it. It waits, and
-- everybody who acts for the party is told on their own phone, so that they can stop it.
-- Locks: the person. Repeat: refused, the code is used. Source: docs/decisions/payouts.md.
create or replace function payouts.add_destination(
  p_user_id    bigint,
  p_device     bytea,                   -- sha256 of the browser's device token; null: none
  p_to         payouts.destinations,    -- party, kind, label, and what is sealed
  p_code_hash  bytea                    -- keyed hash of the digits and of the whole number
) returns text language plpgsql as $$
declare
  v_text text := payouts.destination_text(p_to.kind, p_to.short_code, p_to.tail);
  v_hours int := config.setting(p_setting => 'destination_cooling_hours')::int;
  v_id   bigint;
  v_code text;
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  if payouts.is_frozen(p_party_kind => p_to.party_kind, p_party_id => p_to.party_id) then
    return 'frozen';
  elsif (select count(*) >= 5 from payouts.destinations d where d.party_kind = p_to.party_kind
            and d.party_id = p_to.party_id and d.removed_at is null) then
    return 'too_many';
  end if;
  v_code := accounts.verify_code(p_user_id => p_user_id, p_purpose => 'destination', p_amount_cents => null,
    p_destination => v_text, p_code_hash => p_code_hash, p_device => p_device);
  if v_code <> 'right' then
    return 'code_' || v_code;
  end if;
  insert into payouts.destinations (party_kind, party_id, kind, label, phone_hash, phone_sealed, short_code,
    account_sealed, tail, added_by, usable_from)
  values (p_to.party_kind, p_to.party_id, p_to.kind, btrim(p_to.label), p_to.phone_hash, p_to.phone_sealed,
    p_to.short_code, p_to.account_sealed, p_to.tail, p_user_id, clock_timestamp() + v_hours * interval '1 hour')
  returning destination_id into v_id;
  perform messaging.enqueue(p_topic => 'sms', p_key => 'destination/' || v_id || '/' || u.user_id,
      p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'),
        'text', messaging.say(p_key => 'sms_destination_added', p_lang => u.lang, p_args => array[v_text,
                                                                                                 v_hours::text])))
     from accounts.users u where u.user_id = p_user_id or u.user_id in (
       select g.user_id from access.role_grants g where g.scope_kind = p_to.party_kind and g.scope_id = p_to.party_id
          and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to));
  return 'added';
end $$;
comment on function payouts.add_destination is 'Outcome added, frozen, too_many (5 are the most), code_wrong or '
  'code_spent. Raises what the table''s constraints refuse.';

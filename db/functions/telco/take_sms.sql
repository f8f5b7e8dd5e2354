-- Stores an incoming SMS, sealed, until staff can read it. One that says ZUIA stops the sender's withdrawals at once;
-- POINTI is answered with the sender's points;
-- T, alone or with a receipt, disputes a fare; a crew's "4628 SIMBA 27" checks a passenger's code. Locks: its own new
-- row; see payouts.freeze, fares.dispute_by_sms and fares.check_by_sms. Repeat: the first one stays.
create or replace function telco.take_sms(
  p_message_id  text,    -- the gateway's id
  p_phone_hash  bytea,   -- null: the sender's number made no sense
  p_phone_last3 text,
  p_text_sealed bytea,
  p_word        text default null,  -- zuia or pointi, where the text begins so; null: anything else
  p_disputed    text default null,  -- what follows the word T: a receipt, or empty; null: another message
  p_checked     text default null   -- the text, where it looks like a passenger's code; null: another message
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into messaging.inbound (provider_id, phone_hash, phone_last3, text_sealed)
  values (left(p_message_id, 128), p_phone_hash, p_phone_last3, p_text_sealed)
  on conflict (provider_id) do nothing;
  if not found then
    return 'repeat';
  end if;
  if p_word = 'zuia' then
    perform payouts.freeze(p_user_id => u.user_id) from accounts.users u where u.phone_hash = p_phone_hash;
  elsif p_word = 'pointi' then
    perform loyalty.answer_sms(p_phone_hash => p_phone_hash, p_message_id => left(p_message_id, 128));
  elsif p_disputed is not null and p_phone_hash is not null then
    perform fares.dispute_by_sms(p_phone_hash => p_phone_hash, p_receipt => p_disputed);
  elsif p_checked is not null and p_phone_hash is not null then
    perform fares.check_by_sms(p_phone_hash => p_phone_hash, p_message_id => left(p_message_id, 128),
                               p_text => p_checked, p_at => clock_timestamp());
  end if;
  return 'kept';
end $$;
comment on function telco.take_sms is 'Returns kept, or repeat when it was kept before. Raises what payouts.freeze '
  'raises.';

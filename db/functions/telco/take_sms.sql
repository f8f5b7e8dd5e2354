-- Stores an incoming SMS, sealed, until staff can read it. One that says ZUIA stops the sender's withdrawals at once.
-- Locks: its own new row; see payouts.freeze. Repeat: the first one stays.
create or replace function telco.take_sms(
  p_message_id  text,    -- the gateway's id
  p_phone_hash  bytea,   -- null: the sender's number made no sense
  p_phone_last3 text,
  p_text_sealed bytea,
  p_word        text default null   -- zuia, where the text says only that; null: anything else
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
  end if;
  return 'kept';
end $$;
comment on function telco.take_sms is 'Returns kept, or repeat when it was kept before. Raises what payouts.freeze '
  'raises.';

-- Stores an incoming SMS, sealed, until staff can read it. Locks: its own new row. Repeat: the first one stays.
create or replace function telco.take_sms(
  p_message_id  text,    -- the gateway's id
  p_phone_hash  bytea,   -- null: the sender's number made no sense
  p_phone_last3 text,
  p_text_sealed bytea
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into messaging.inbound (provider_id, phone_hash, phone_last3, text_sealed)
  values (left(p_message_id, 128), p_phone_hash, p_phone_last3, p_text_sealed)
  on conflict (provider_id) do nothing;
  return case when found then 'kept' else 'repeat' end;
end $$;
comment on function telco.take_sms is 'Returns kept, or repeat when it was kept before. Raises nothing.';

-- Draws five characters that make an account number ours and this payment's alone, without letters that look like
-- digits (Crockford's base 32). The first is a letter, so that code and tag never look like a phone number: those are
-- masked in account numbers. Repeat: draws another tag; callers check that it is free.
create or replace function mobile_money.account_tag() returns text language plpgsql volatile as $$
declare
  v_bytes constant bytea := uuid_send(gen_random_uuid());
  v_signs constant text  := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
begin
  return substr('ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(v_bytes, 0) % 22, 1)
      || substr(v_signs, 1 + (get_byte(v_bytes, 1) & 31), 1) || substr(v_signs, 1 + (get_byte(v_bytes, 2) & 31), 1)
      || substr(v_signs, 1 + (get_byte(v_bytes, 3) & 31), 1) || substr(v_signs, 1 + (get_byte(v_bytes, 4) & 31), 1);
end $$;
comment on function mobile_money.account_tag is
  'A letter and four random characters of Crockford''s base 32 (24 bits from the server''s strong source).';

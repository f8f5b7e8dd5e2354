-- Five characters that make an account number ours and this payment's alone, without letters that
-- people take for digits.
-- Source: D. Crockford, Base 32. Locks: none. Repeat: another tag; callers check that it is free.
create or replace function mobile_money.account_tag() returns text
language sql volatile as $$
  select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(b.bytes, n) & 31), 1), '' order by n)
    from (select uuid_send(gen_random_uuid()) as bytes) b, generate_series(0, 4) as n
$$;
comment on function mobile_money.account_tag() is
  'Five random characters of Crockford''s base 32 (25 bits from the server''s strong source). Raises nothing.';

-- Draws five characters that make an account number ours and this payment's alone, without letters that look like
-- digits (Crockford's base 32). The first is a letter, so that code and tag never look like a phone number: those are
-- masked in account numbers. Repeat: draws another tag; callers check that it is free.
create or replace function mobile_money.account_tag() returns text
language sql volatile as $$
  select string_agg(case n when 0 then substr('ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(b.bytes, n) % 22, 1)
                           else substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(b.bytes, n) & 31), 1) end,
                    '' order by n)
    from (select uuid_send(gen_random_uuid()) as bytes) b, generate_series(0, 4) as n
$$;
comment on function mobile_money.account_tag is
  'A letter and four random characters of Crockford''s base 32 (24 bits from the server''s strong source). Raises '
  'nothing.';

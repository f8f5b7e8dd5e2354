-- An account number without what people type around it, to compare two messages of one receipt.
-- Source: hostile inputs A. Locks: none. Repeat: pure.
create or replace function mobile_money.plain_account(
  p_text text
) returns text
language sql immutable as $$
  select nullif(upper(regexp_replace(p_text, '[\s.-]', '', 'g')), '')
$$;
comment on function mobile_money.plain_account is
  'Account number in capitals without spaces, dots and dashes; null when nothing is left. Raises nothing.';

-- The operator's running balance of our PayBill; blank on validation. Only compared, never posted.
-- Source: mobile-money facts, 1.2. Locks: none. Repeat: pure.
create or replace function mobile_money.parse_balance(
  p_text text
) returns bigint
language sql immutable as $$
  select case when p_text like '-%' then -mobile_money.parse_cents(p_text => substr(p_text, 2))
              else mobile_money.parse_cents(p_text => p_text) end
$$;
comment on function mobile_money.parse_balance(text) is
  'Cents of OrgAccountBalance, which may be negative; null when blank or not a number. Raises nothing.';

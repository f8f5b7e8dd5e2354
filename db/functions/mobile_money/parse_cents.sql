-- Reads an amount as M-Pesa writes it: "10", "10.00" or 10.0. Source: docs/mobile-money.md, 1.2.
create or replace function mobile_money.parse_cents(p_text text) returns bigint
language sql immutable as $$
  -- The length apart: a count in the expression would make the look at a text three times as expensive.
  select case when p_text ~ '^[0-9]+(\.[0-9][0-9]?)?$' and length(split_part(p_text, '.', 1)) <= 9
              then split_part(p_text, '.', 1)::bigint * 100 + rpad(split_part(p_text, '.', 2), 2, '0')::bigint end
$$;
comment on function mobile_money.parse_cents is
  'Cents of a plain decimal with at most two places and nine digits before them; null for anything else (sign, '
  'exponent, NaN, other digits).';

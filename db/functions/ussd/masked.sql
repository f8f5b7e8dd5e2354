-- What was typed, without the secret numbers in it: a dash stands for each, so that the answers keep their places.
-- Source: docs/decisions/crews-and-trips.md. Locks: none. Repeat: masking twice is masking once.
create or replace function ussd.masked(
  p_input     text,    -- answers joined by stars
  p_secret_at int[]    -- places of those that are secret, counted from one
) returns text
language sql immutable as $$
  select case when p_secret_at = '{}' then p_input
              else (select coalesce(string_agg(case when n = any (p_secret_at) then '-' else k end, '*' order by n), '')
                      from unnest(string_to_array(p_input, '*')) with ordinality as t(k, n)) end
$$;
comment on function ussd.masked is
  'The input with a dash for every secret answer. Raises nothing.';

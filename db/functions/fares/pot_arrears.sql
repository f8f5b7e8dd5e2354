-- Says what a pot is still owed when a new market day begins: what the newest day before lacked, and the whole of each
-- day between on which the vehicle took nothing. Source: docs/decisions/pots.md.
create or replace function fares.pot_arrears(
  p_day        fares.pot_days,   -- the newest day before, or null
  p_purpose    text,
  p_on         date,             -- the day that begins
  p_most_cents bigint            -- the rule's limit
) returns bigint language sql immutable as $$
  select coalesce((
    select least(p_most_cents, greatest(0, d.target + d.arrears - d.got + d.target * (p_on - p_day.business_on - 1)))
      from unnest(p_day.purposes, p_day.target_cents, p_day.arrears_cents, p_day.got_cents)
             as d(purpose, target, arrears, got)
     where d.purpose = p_purpose and d.target > 0), 0)
$$;
comment on function fares.pot_arrears is 'Cents, 0 for a pot that is new. Raises nothing.';

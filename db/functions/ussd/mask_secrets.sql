-- The input of a session with a dash for each secret answer. The positions of the others stay the same.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.mask_secrets(p_input text, p_secret_at int[]) returns text
language plpgsql immutable as $$
begin
  if p_secret_at = '{}' then   -- of most passengers: no statement is started
    return p_input;
  end if;
  return (select coalesce(string_agg(case when n = any (p_secret_at) then '-' else k end, '*' order by n), '')
            from unnest(string_to_array(p_input, '*')) with ordinality as t(k, n));
end $$;
comment on function ussd.mask_secrets is
  'p_input (answers joined by stars) with a dash at the positions p_secret_at, counted from 1. Raises nothing.';

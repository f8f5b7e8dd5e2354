-- Finds the seal of a market day that a printed fingerprint names. A statement printed before the day's end carries the
-- fingerprint of an earlier seal of it, which is as good. Repeat: the same.
create or replace function ledger.find_fingerprint(
  p_on          date,
  p_fingerprint text    -- as people type it: any case, with or without the dash
) returns table (seal_id bigint, sealed_at timestamptz, horizon xid8, closes_day boolean)
language sql stable as $$
  select s.seal_id, s.sealed_at, s.horizon, s.closes_day from ledger.seals s
   where s.business_on = p_on
     and replace(ledger.short_hash(p_hash => s.seal_hash), '-', '')
         = upper(regexp_replace(p_fingerprint, '[^0-9A-Fa-f]', '', 'g'))
   order by s.seal_id desc limit 1
$$;
comment on function ledger.find_fingerprint is 'One row, or none: no seal of that day has it. Raises nothing.';

-- Says the fingerprint of a market day, which SMS and statements print: whoever keeps one can prove later that the
-- ledger of that day was not changed since. Repeat: the same once the day is closed.
create or replace function ledger.fingerprint(p_on date) returns text language sql stable as $$
  select ledger.short_hash(p_hash => s.seal_hash)
    from ledger.seals s where s.business_on = p_on order by s.seal_id desc limit 1
$$;
comment on function ledger.fingerprint is
  'XXXX-XXXX: the first 8 hex digits of the newest seal of that day; null when it has none. Raises nothing.';

-- Consumes a rate limit: takes one token from the bucket of an address, session, phone, SIM or vehicle. The bucket
-- refills over time; when it is empty the answer says when to come back. Source: docs/decisions/rate-limits.md.
-- Locks: that one bucket, which no other fare touches. Repeat: takes another token; a refused call takes none.
create or replace function config.consume_rate_limit(
  p_limit_name text,
  p_per        text,    -- address, session, phone, sim or vehicle
  p_key        bytea,   -- a hash of which one
  p_at         timestamptz
) returns int language plpgsql as $$
declare
  v_every interval;
  v_burst int;
  v_full  timestamptz;
begin
  select l.refill_ms * interval '1 millisecond', l.burst into v_every, v_burst
    from config.rate_limits l where l.limit_name = p_limit_name and l.per = p_per;
  if not found then
    return 0;
  end if;
  insert into config.buckets as b (limit_name, per, key, full_at) values (p_limit_name, p_per, p_key, p_at + v_every)
  on conflict (limit_name, per, key) do update set full_at = greatest(b.full_at, p_at) + v_every
   where greatest(b.full_at, p_at) + v_every <= p_at + v_burst * v_every;
  if found then
    return 0;
  end if;
  select b.full_at into v_full from config.buckets b
   where b.limit_name = p_limit_name and b.per = p_per and b.key = p_key;
  return greatest(1, ceil(extract(epoch from v_full + v_every - v_burst * v_every - p_at))::int);
end $$;
comment on function config.consume_rate_limit is 'Takes one token of a bucket: 0, or the seconds until there is one '
  '(nothing was taken). Unlimited where config.rate_limits has no row. Raises nothing.';

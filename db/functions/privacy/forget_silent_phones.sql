-- Deletes phones that dialled long ago and of which nothing else is kept (privacy.silent_phones). It looks at a few
-- from a random hash on, so that no run repeats the same phones and no position needs to be stored.
-- Locks: the rows it removes; skips locked ones. Repeat: looks elsewhere. A phone that dials before it is locked stays;
-- one that dials later waits, and is new. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.forget_silent_phones(p_until timestamptz, p_from bytea, p_limit int) returns bigint
language plpgsql as $$
declare
  v_phones  bytea[];
  v_removed bigint;
begin
  select array_agg(l.phone_hash) filter (where l.first_seen_at < p_until) into v_phones
    from (select f.phone_hash, f.first_seen_at from privacy.phones f where f.phone_hash >= p_from order by f.phone_hash
      limit p_limit) l;
  v_phones := privacy.silent_phones(p_phones => v_phones);
  -- Lock them, then look again: a phone may have dialled since. One that dials from here on waits.
  select array_agg(h.phone_hash) into v_phones
    from (select f.phone_hash from privacy.phones f where f.phone_hash = any (v_phones) for update skip locked) h;
  delete from privacy.phones f where f.phone_hash = any (privacy.silent_phones(p_phones => v_phones));
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function privacy.forget_silent_phones is 'Returns how many it deleted. Raises nothing.';

-- Who dialled once and never paid is not remembered for ever. A phone stays as long as anything of it is
-- kept (privacy.silent_phones).
-- A few at a time, from a random place on: the same pass over those who stay is not paid for every time,
-- and no place of the walk needs to be kept.
-- Source: issue 3, retention; docs/decisions/privacy-and-keys.md. Locks: the rows it removes; skips those of others.
-- Repeat: looks
-- elsewhere. A phone that dialled while it was looked at stays; one that dials while it goes waits, and is new.
create or replace function privacy.forget_silent_phones(
  p_until timestamptz,   -- first seen before this
  p_from  bytea,         -- look at phones from this hash on
  p_limit int            -- look at so many
) returns bigint
language plpgsql as $$
declare
  v_phones  bytea[];
  v_removed bigint;
begin
  select array_agg(l.phone_hash) filter (where l.first_seen_at < p_until) into v_phones
    from (select f.phone_hash, f.first_seen_at from privacy.phones f where f.phone_hash >= p_from
      order by f.phone_hash limit p_limit) l;
  v_phones := privacy.silent_phones(p_phones => v_phones);
  -- Whoever dialled since then was not seen; whoever dials from here on waits.
  select array_agg(h.phone_hash) into v_phones
    from (select f.phone_hash from privacy.phones f where f.phone_hash = any (v_phones) for update skip locked) h;
  delete from privacy.phones f where f.phone_hash = any (privacy.silent_phones(p_phones => v_phones));
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function privacy.forget_silent_phones is
  'Removes phones of which nothing else is kept; returns how many. Raises nothing.';

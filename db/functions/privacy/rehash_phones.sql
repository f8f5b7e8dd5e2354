-- Moves a batch of phones to their hash under the present look-up key. Locks: as privacy.rename_phone, one phone after
-- the other in the order of the hash. Repeat: nothing left to move. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.rehash_phones(p_from bytea[], p_to bytea[]) returns bigint language sql as $$
  select count(*) filter (where privacy.rename_phone(p_from => m.before, p_to => m.after) > 0)
    from (select t.before, t.after from unnest(p_from, p_to) as t(before, after) order by t.before) m
$$;
comment on function privacy.rehash_phones is
  'How many phones were moved. Raises LFV96 (a new hash does not have 32 bytes).';

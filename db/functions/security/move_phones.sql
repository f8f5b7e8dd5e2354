-- Moves a batch of phones to their hash under the look-up key that is in force now.
-- Source: decision 0075. Locks: as security.rename_phone, one phone after the other in the order of the hash.
-- Repeat: nothing left to move.
create or replace function security.move_phones(
  p_from bytea[],
  p_to   bytea[]
) returns bigint
language sql as $$
  select count(*) filter (where security.rename_phone(p_from => m.before, p_to => m.after) > 0)
    from (select t.before, t.after from unnest(p_from, p_to) as t(before, after) order by t.before) m
$$;
comment on function security.move_phones is
  'How many phones were moved. Raises LFV96 (a new hash has not 32 bytes).';

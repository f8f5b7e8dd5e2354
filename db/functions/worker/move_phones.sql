-- A page of phones, each with its two hashes: those still under the old key are moved.
-- Source: decision 0077, The look-up key. Locks: each phone's rows, one phone after the other in the order of the hash.
-- Repeat: nothing left to move.
create or replace function worker.move_phones(
  p_key_id        text,
  p_sealed_column text,      -- as claimed
  p_before        bytea[],
  p_after         bytea[]
) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_moved int;
begin
  if security.setting(p_setting => 'lookup_key_moves') is distinct from 'yes' then
    return 0;
  end if;
  select count(*) filter (where security.rename_phone(p_from => m.before, p_to => m.after) > 0) into v_moved
    from (select t.before, t.after from unnest(p_before, p_after) as t(before, after)
           where exists (select from security.phones f where f.phone_hash = t.before)
              or exists (select from security.users u where u.phone_hash = t.before)
           order by t.before) m;
  update security.reseals r set found = r.found + v_moved, resealed = r.resealed + v_moved
   where r.sealed_column = p_sealed_column and r.key_id = p_key_id;
  return v_moved;
end $$;
comment on function worker.move_phones(text, text, bytea[], bytea[]) is
  'How many phones were moved. Raises LFV96 (a new hash has not 32 bytes).';

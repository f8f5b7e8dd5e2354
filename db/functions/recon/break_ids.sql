-- Reads the ids of existing breaks that a form names, each once, in their order. Locks: none. Repeat: the same.
create or replace function recon.break_ids(p_text text) returns bigint[] language sql stable as $$
  select coalesce(array_agg(b.break_id order by b.break_id), '{}') from recon.breaks b
   where b.break_id = any (array(select distinct i::bigint from string_to_table(left(p_text, 4000), ',') i
                                  where i ~ '^[0-9]{1,18}$' limit 200))
$$;
comment on function recon.break_ids is 'At most 200; none for NULL. Raises nothing.';

-- Which values are still sealed under an older key? The next few, for a worker to open and seal again
-- without a transaction open.
-- Source: issue 3, rotation while serving; decision 0075. Locks: the column's progress row; another
-- worker is told busy. Repeat: the next page; a page that was taken and never put back is met by the next pass.
create or replace function worker.claim_reseal(
  p_key_id text,   -- the key that seals now
  p_limit  int     -- rows to look at, 1 to 1000
) returns table (verdict text, sealed_column text, kind text, row_keys text[], sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_reseal security.reseals;
  v_last   text;
  v_keys   text[];
  v_sealed bytea[];
begin
  if not exists (select from security.reseals r where r.key_id = p_key_id)
     or exists (select from security.sealed_columns() c where not exists (
          select from security.reseals r where (r.sealed_column, r.key_id) = (c.sealed_column, p_key_id))) then
    insert into security.reseals (sealed_column, key_id)
    select c.sealed_column, p_key_id from security.sealed_columns() c on conflict (sealed_column, key_id) do nothing;
  end if;
  select r.* into v_reseal from security.reseals r
   where r.key_id = p_key_id and r.finished_at is null
     and r.sealed_column in (select c.sealed_column from security.sealed_columns() c)
   order by r.sealed_column limit 1 for update skip locked;
  if not found then
    return query select 'done', null::text, null::text, '{}'::text[], '{}'::bytea[];
    return;
  end if;
  select (array_agg(p.row_key order by p.place desc))[1],
         array_agg(p.row_key order by p.place) filter (where security.seal_key_id(p_sealed => p.sealed) <> p_key_id and p.sealed is not null),
         array_agg(p.sealed order by p.place) filter (where security.seal_key_id(p_sealed => p.sealed) <> p_key_id and p.sealed is not null)
    into v_last, v_keys, v_sealed
    from security.sealed_page(p_sealed_column => v_reseal.sealed_column, p_after => v_reseal.after_key,
                              p_limit => least(greatest(p_limit, 1), 1000)) with ordinality as p(row_key, sealed, place);
  perform security.turn_page(p_reseal => v_reseal, p_last => v_last, p_found => coalesce(cardinality(v_keys), 0));
  return query
  select 'page', c.sealed_column, c.kind, coalesce(v_keys, '{}'), coalesce(v_sealed, '{}')
    from security.sealed_columns() c where c.sealed_column = v_reseal.sealed_column;
end $$;
comment on function worker.claim_reseal(text, int) is
  'One row. verdict: page (values to seal again, perhaps none; ask on) or done (no column is left, or another worker is at the last one). Raises nothing.';

-- A bucket that is full again tells nothing: no row and a full one are the same.
-- Source: docs/decisions/rate-limits.md. Locks: the rows it removes; one that is in use just now is left for later.
-- Repeat: none left.
create or replace function config.delete_full_buckets(
  p_at timestamptz
) returns int
language plpgsql as $$
declare
  v_removed int;
begin
  delete from config.buckets b
   where (b.limit_name, b.per, b.key) in (select f.limit_name, f.per, f.key from config.buckets f
                                    where f.full_at < p_at for update skip locked);
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function config.delete_full_buckets is
  'Removes buckets that are full again; returns how many. Raises nothing.';

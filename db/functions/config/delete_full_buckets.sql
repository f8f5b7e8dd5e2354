-- Deletes full buckets: a missing row and a full bucket mean the same. Source: docs/decisions/rate-limits.md.
-- Locks: the rows it deletes; a locked one is left for later. Repeat: none left.
create or replace function config.delete_full_buckets(p_at timestamptz) returns int language plpgsql as $$
declare
  v_deleted int;
begin
  delete from config.buckets b
   where (b.limit_name, b.per, b.key) in (
           select f.limit_name, f.per, f.key from config.buckets f where f.full_at < p_at for update skip locked);
  get diagnostics v_deleted = row_count;
  return v_deleted;
end $$;
comment on function config.delete_full_buckets is
  'Deletes buckets that are full again; returns how many. Raises nothing.';

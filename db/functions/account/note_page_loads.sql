-- Adds what a process of the pages counted in the last minute: how many pages were within which time and size. The
-- figures page_time and page_weight come from it. Source: docs/decisions/audit-log-and-alarms.md.
-- Locks: rows of this minute, in their order. Repeat: counts again.
create or replace function account.note_page_loads(
  p_load_ms int[],   -- upper bound of the time, for each class
  p_bytes   int[],   -- upper bound of the size
  p_pages   int[]    -- how many
) returns int
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with noted as (
    insert into gates.page_loads as l (minute_at, load_ms, bytes, pages)
    select date_trunc('minute', clock_timestamp()), c.load_ms, c.bytes, sum(c.pages)
      from unnest(p_load_ms, p_bytes, p_pages) c(load_ms, bytes, pages)
     where c.load_ms = any ('{50,100,250,400,500,1000,2500,5000,60000}')
       and c.bytes = any ('{10240,30720,51200,81920,131072,1048576}') and c.pages between 1 and 100000
     group by c.load_ms, c.bytes order by c.load_ms, c.bytes
    on conflict (minute_at, load_ms, bytes) do update set pages = l.pages + excluded.pages
    returning 1)
  select count(*)::int from noted
$$;
comment on function account.note_page_loads is 'How many classes were counted; others are ignored. Raises nothing.';

-- Which choices stand on this page of the stage list. At most five: the stages, then more, then
-- another amount, which is never further than the first page.
-- Source: the trade, USSD; docs/decisions/ussd-menu.md. Locks: none. Repeat: pure.
create or replace function ussd.stage_list(
  p_quotes jsonb,   -- of the session: all stages in order
  p_page   int      -- from 1
) returns table (choice int, kind text, quote jsonb)
language sql immutable as $$
  with rest as (
    select q.value as quote, (q.n - 3 * (p_page - 1))::int as place
      from jsonb_array_elements(p_quotes) with ordinality as q(value, n)
     where q.n > 3 * (p_page - 1)
  ), shown as (
    select r.place, 'stage' as kind, r.quote from rest r
     where r.place <= case when (select count(*) from rest) <= 4 then 4 else 3 end
  )
  select s.place, s.kind, s.quote from shown s
  union all
  select 4, 'more', null where (select count(*) from rest) > 4
  union all
  select least((select count(*) from rest), 4)::int + 1, 'amount', null
   order by 1
$$;
comment on function ussd.stage_list is
  'choice: the key; kind: stage, more or amount; quote: the stage with its price. Raises nothing.';

-- The choices on one page (from 1) of the stage list, at most five: stages, then "more", then "another amount", which
-- is on every page. Source: docs/decisions/ussd-menu.md.
create or replace function ussd.stage_list(p_quotes jsonb, p_page int)
returns table (choice int, kind text, quote jsonb) language sql immutable as $$
  with rest as (
    select q.value as quote, (q.n - 3 * (p_page - 1))::int as choice
      from jsonb_array_elements(p_quotes) with ordinality as q(value, n)
     where q.n > 3 * (p_page - 1))
  select r.choice, 'stage', r.quote from rest r
   where r.choice <= case when (select count(*) from rest) <= 4 then 4 else 3 end
  union all
  select 4, 'more', null where (select count(*) from rest) > 4
  union all
  select least((select count(*) from rest), 4)::int + 1, 'amount', null order by 1
$$;
comment on function ussd.stage_list is
  'choice: the key; kind: stage, more or amount; quote: the stage with its price. Raises nothing.';

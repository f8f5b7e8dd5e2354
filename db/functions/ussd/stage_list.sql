-- The choices on one page (from 1) of the stage list, at most five: stages, then "more", then "another amount", which
-- is on every page. Source: docs/decisions/ussd-menu.md.
create or replace function ussd.stage_list(p_quotes jsonb, p_page int)
returns table (choice int, kind text, quote jsonb) language plpgsql immutable as $$
declare
  v_before int := 3 * (p_page - 1);   -- stages on the pages before
  v_rest   int := greatest(coalesce(jsonb_array_length(p_quotes), 0) - v_before, 0);
begin
  for i in 1 .. case when v_rest <= 4 then v_rest else 3 end loop
    choice := i; kind := 'stage'; quote := p_quotes -> (v_before + i - 1);
    return next;
  end loop;
  quote := null;
  if v_rest > 4 then
    choice := 4; kind := 'more';
    return next;
  end if;
  choice := least(v_rest, 4) + 1; kind := 'amount';
  return next;
end $$;
comment on function ussd.stage_list is
  'choice: the key; kind: stage, more or amount; quote: the stage with its price. Raises nothing.';

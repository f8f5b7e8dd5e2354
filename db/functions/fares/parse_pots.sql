-- Reads pots as people type them; rows without any amount are left out.
create or replace function fares.parse_pots(
  p_pots jsonb,   -- [{purpose, cents, arrears}], both in shillings; null: none
  out outcome text, out purposes text[], out cents bigint[], out arrears bigint[]
) language plpgsql immutable as $$
begin
  select coalesce(array_agg(t.purpose order by t.n), '{}'), array_agg(t.cents order by t.n),
         array_agg(t.arrears order by t.n) into purposes, cents, arrears
    from (select p.n, p.pot ->> 'purpose' as purpose,
                 mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p.pot ->> 'cents')) as cents,
                 mobile_money.parse_cents(p_text => coalesce(nullif(mobile_money.strip_thousands(
                   p_text => p.pot ->> 'arrears'), ''), '0')) as arrears
            from jsonb_array_elements(case when jsonb_typeof(p_pots) = 'array' then p_pots else '[]' end)
                   with ordinality as p(pot, n)
           where coalesce(btrim(p.pot ->> 'cents'), '') <> '' or coalesce(btrim(p.pot ->> 'arrears'), '') <> '') t;
  outcome := case
    when not purposes <@ array['fuel', 'maintenance', 'sacco', 'insurance', 'crew', 'savings', 'loan', 'profit']
      or exists (select from unnest(cents, arrears) as x(c, a)
                  where c between 100 and 100000000 is not true or a between 0 and 1000000000 is not true)
      then 'bad_pot'
    when (select count(distinct p) from unnest(purposes) p) < cardinality(purposes) then 'pot_twice'
    else 'fits' end;
end $$;
comment on function fares.parse_pots is 'outcome fits (then purposes, cents a day and most arrears, in order), bad_pot '
  '(no such purpose, or none; not KES 1 to 1,000,000 a day, or arrears of up to 10,000,000) or pot_twice. '
  'Raises nothing.';

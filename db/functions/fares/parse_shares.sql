-- Reads the shares of a split as people type them: percentages by purpose; blank: no part. The odd cent goes home to
-- the profit, without one to the first part.
create or replace function fares.parse_shares(
  p_shares jsonb,           -- {"fuel": "30", "profit": "35.5" …}
  out outcome text, out purposes text[], out shares_bps int[], out home_purpose text
) language plpgsql immutable as $$
begin
  if jsonb_typeof(p_shares) is distinct from 'object'
     or exists (select from jsonb_each_text(p_shares) s
                 where coalesce(btrim(s.value), '') !~ '^([0-9]{1,3}([.,][0-9]{1,2})?)?$'
                    or s.key not in ('fuel', 'maintenance', 'sacco', 'insurance', 'crew', 'savings', 'loan',
                                     'profit')) then
    outcome := 'bad_share';
    return;
  end if;
  select array_agg(t.purpose order by t.ordinal), array_agg(t.bps order by t.ordinal)
    into purposes, shares_bps
    from (select k.purpose, k.ordinal, (replace(btrim(s.value), ',', '.')::numeric * 100)::int as bps
            from jsonb_each_text(p_shares) s
            join unnest(array['fuel', 'maintenance', 'sacco', 'insurance', 'crew', 'savings', 'loan', 'profit'])
                   with ordinality k(purpose, ordinal) on k.purpose = s.key
           where btrim(s.value) <> '') t
   where t.bps > 0;
  outcome := case when (select sum(b) from unnest(shares_bps) b) = 10000 then 'fits' else 'not_100' end;
  home_purpose := case when 'profit' = any (purposes) then 'profit' else purposes[1] end;
end $$;
comment on function fares.parse_shares is
  'outcome fits (then purposes, shares in basis points and the home of the odd cent), bad_share (not a percentage, or '
  'no such purpose) or not_100 (they do not sum to 100). Raises nothing.';

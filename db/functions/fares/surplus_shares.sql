-- Works out the shares above the crew's target: the crew gets so much, and the other parts divide what is left in
-- proportion to their shares below it. To the basis point.
create or replace function fares.surplus_shares(
  p_purposes     text[],
  p_shares_bps   int[],    -- below the target; a pot has none
  p_home_purpose text,
  p_crew_bps     int       -- the crew's share above it
) returns int[] language sql immutable as $$
  select array_agg(case when p.purpose = 'crew' then p_crew_bps else u.bps[p.n] end::int order by p.n)
    from unnest(p_purposes, p_shares_bps) with ordinality as p(purpose, bps, n)
   cross join (select fares.unsplit_amount(p_left_cents => array_agg(case when q.purpose = 'crew' then 0
                        else q.bps end::bigint order by q.n), p_amount_cents => 10000 - p_crew_bps,
                      p_home_ordinal => array_position(p_purposes, p_home_purpose)) as bps
                 from unnest(p_purposes, p_shares_bps) with ordinality as q(purpose, bps, n)) u
  having bool_or(p.purpose = 'crew' and p.bps > 0 and p_crew_bps between p.bps + 1 and 10000)
$$;
comment on function fares.surplus_shares is 'Basis points in the order of the purposes, sum 10,000; null when the crew '
  'has no share below the target or would not get more above it. Raises nothing.';

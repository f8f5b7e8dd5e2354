-- Divides a refund to the cent among those who got the fare, by what each still has of it: the whole gives back exactly
-- the parts of the fare, and several refunds together never take more of anyone than they got. Odd cents come from the
-- largest remainders, between equals from the home purpose.
create or replace function fares.unsplit_amount(
  p_left_cents   bigint[],  -- what each got of the fare, without what was given back before
  p_amount_cents bigint,    -- at most their sum
  p_home_ordinal int        -- which of them wins a tie; null: the first
) returns bigint[] language sql immutable as $$
  with shares as (
    select t.ordinal, div(p_amount_cents * t.cents::numeric, s.total) as whole,
           mod(p_amount_cents * t.cents::numeric, s.total) as rest
      from unnest(p_left_cents) with ordinality as t(cents, ordinal)
     cross join (select sum(c)::numeric as total from unnest(p_left_cents) c) s where s.total > 0
  ), ranked as (
    select h.*, row_number() over (order by h.rest desc, (h.ordinal = p_home_ordinal) desc, h.ordinal) as place,
           p_amount_cents - sum(h.whole) over () as odd from shares h)
  select array_agg((r.whole + case when r.place <= r.odd then 1 else 0 end)::bigint order by r.ordinal) from ranked r
$$;
comment on function fares.unsplit_amount is 'Cents of each in order; they sum to p_amount_cents, and none is more than '
  'is left or off its exact share by a cent or more. Null when nothing is left. Raises nothing.';

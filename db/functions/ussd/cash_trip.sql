-- Chooses the trip of which a crew tells the cash: the one that ended last, if it was not told; else the open one. With
-- p_after the next older one of the shift, after the oldest the newest again.
create or replace function ussd.cash_trip(p_vehicle_id bigint, p_after bigint, p_at timestamptz) returns jsonb
language sql stable as $$
  with card as (select fares.tally_card(p_vehicle_id => p_vehicle_id, p_at => p_at) as c),
  trips as (
    select t.trip, t.n, (t.trip ->> 'trip_id')::bigint = p_after as is_shown
      from card, jsonb_array_elements(card.c -> 'trips') with ordinality as t(trip, n))
  select jsonb_build_object('step', 'cash', 'mode', (select card.c ->> 'mode' from card),
           'trip_id', (t.trip ->> 'trip_id')::bigint, 'since', substr(t.trip ->> 'since', 12, 5),
           'cents', (t.trip ->> 'cents')::bigint)
    from trips t
   order by case when p_after is not null then (t.n <= (select s.n from trips s where s.is_shown))::int
                 else (t.n <> 2 or t.trip ->> 'cents' is not null)::int end, t.n
   limit 1
$$;
comment on function ussd.cash_trip is 'step (cash), mode, trip_id, since (HH:MI), cents as told last (null: not told); '
  'null when there is no trip. Raises nothing.';

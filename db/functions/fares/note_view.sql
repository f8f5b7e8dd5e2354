-- Notes that the crew looked at the list of a trip, so that no SMS repeats what they saw. Locks: the trip's own row of
-- views, which no fare has. Repeat: within ten seconds nothing.
create or replace function fares.note_view(p_trip_id bigint, p_at timestamptz) returns void language sql as $$
  insert into fares.boarding_views as b (trip_id, viewed_at) select p_trip_id, p_at where p_trip_id is not null
  on conflict (trip_id) do update set viewed_at = excluded.viewed_at
   where b.viewed_at is null or b.viewed_at < excluded.viewed_at - interval '10 seconds'
$$;
comment on function fares.note_view is 'Returns nothing. Raises nothing.';

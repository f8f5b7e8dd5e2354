-- Notes that the crew looked at the list of a trip, so that no SMS repeats what they saw. Locks: the trip's own row of
-- views, which no fare has. Repeat: within ten seconds nothing, and then nothing is written: a page that reloads itself
-- is most of the looks. In plpgsql, which keeps the plan.
create or replace function fares.note_view(p_trip_id bigint, p_at timestamptz) returns void language plpgsql as $$
begin
  if p_trip_id is null or exists (select from fares.boarding_views b where b.trip_id = p_trip_id
                                     and b.viewed_at >= p_at - interval '10 seconds') then
    return;
  end if;
  insert into fares.boarding_views as b (trip_id, viewed_at) values (p_trip_id, p_at)
  on conflict (trip_id) do update set viewed_at = excluded.viewed_at
   where b.viewed_at is null or b.viewed_at < excluded.viewed_at - interval '10 seconds';
end $$;
comment on function fares.note_view is 'Returns nothing. Raises nothing.';

-- Draws the word of a trip that begins: one that no trip of the route had within 24 hours, plain ones first. Two
-- conductors hear each other's passengers at a stage, so a word must not be heard twice there.
-- Locks: the route, by an advisory lock until the transaction ends, so that two trips that begin at once differ.
-- Repeat: draws another. Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.draw_word(p_route_id bigint, p_at timestamptz) returns text language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('fleet.draw_word'), p_route_id::int);
  return (
    select w.word from fleet.words w
     where not exists (select from fleet.trips t
                        where t.route_id = p_route_id and t.word = w.word
                          and (t.closed_at is null or coalesce(t.closed_at, t.ends_at) > p_at - interval '24 hours'))
     order by w.is_compound, random() limit 1);
end $$;
comment on function fleet.draw_word is 'The word; null when the route has used them all. Raises nothing.';

-- What the passengers of a payment say to the conductor, as a set of one or none: in SQL, so that it becomes part of
-- the statement that joins it. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.seat_labels(p_payment_ref text) returns setof text language sql stable as $$
  select (select t.word from fleet.trips t where t.trip_id = q.trip_id)
         || ' ' || min(q.seat_no) || case when count(*) > 1 then '-' || max(q.seat_no) else '' end
    from (select o.trip_id, o.seat_no from fares.seats o where o.payment_ref = p_payment_ref offset 0) q
   group by q.trip_id
$$;
comment on function fares.seat_labels is 'SIMBA 27, or SIMBA 27-29 for a group; no row: it has no number. Raises '
  'nothing.';

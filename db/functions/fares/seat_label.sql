-- What the passengers of a payment say to the conductor. The menu calls it too, so it says for itself that it never
-- reads all seats: its plan is kept for the connection. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.seat_label(p_payment_ref text) returns text
language plpgsql stable set enable_seqscan = off as $$
begin
  return (select (select t.word from fleet.trips t where t.trip_id = q.trip_id)
                 || ' ' || min(q.seat_no) || case when count(*) > 1 then '-' || max(q.seat_no) else '' end
            from (select o.trip_id, o.seat_no from fares.seats o where o.payment_ref = p_payment_ref offset 0) q
           group by q.trip_id);
end $$;
comment on function fares.seat_label is 'SIMBA 27, or SIMBA 27-29 for a group; null: it has no number. Raises nothing.';

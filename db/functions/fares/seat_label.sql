-- What the passengers of a payment say to the conductor. The menu calls it too, so it says for itself that it never
-- reads all seats: its plan is kept for the connection. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.seat_label(p_payment_ref text) returns text
language plpgsql stable set enable_seqscan = off as $$
begin
  return (select l.label from fares.seat_labels(p_payment_ref => p_payment_ref) l(label));
end $$;
comment on function fares.seat_label is 'SIMBA 27, or SIMBA 27-29 for a group; null: it has no number. Raises nothing.';

-- Gives up the seats of payments that failed or expired: they are no longer waited for. Their numbers are not given to
-- anybody else. Locks: those seats. Repeat: nothing. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.release_seats(p_payment_refs text[]) returns int language plpgsql as $$
declare
  v_seats int;
begin
  update fares.seats s set state = 'released'
   where s.payment_ref = any (p_payment_refs) and s.state = 'reserved';
  get diagnostics v_seats = row_count;
  return v_seats;
end $$;
comment on function fares.release_seats is 'How many seats it gave up. Raises nothing.';

-- Gives back what was reserved for a fare whose prompt came to nothing; points that became this credit are points
-- again. Called where an intent ends. Locks: the use, then see loyalty.give_back. Repeat: nothing more. Source:
-- docs/decisions/change-and-credit.md.
create or replace function fares.release_credit(p_payment_ref text) returns text language plpgsql as $$
declare
  v_points bigint;
begin
  update fares.credit_uses u set state = 'released', ended_at = clock_timestamp()
   where u.payment_ref = p_payment_ref and u.state = 'reserved' returning u.points into v_points;
  if v_points > 0 then
    perform loyalty.give_back(p_payment_ref => p_payment_ref);
  end if;
  return case when v_points is not null then 'released' end;
end $$;
comment on function fares.release_credit is 'released, or null: nothing was reserved. Raises nothing.';

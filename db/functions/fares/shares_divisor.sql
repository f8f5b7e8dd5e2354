-- Finds the largest number that divides all shares of a rule: an amount that gives whole cents for it gives whole cents
-- for each share, so many such amounts can be divided as their sum (fares.raw_parts).
create or replace function fares.shares_divisor(p_shares_bps int[]) returns int language plpgsql immutable as $$
declare
  v_share   int;
  v_divisor int := 0;
begin
  foreach v_share in array p_shares_bps loop
    v_divisor := gcd(v_divisor, v_share);
  end loop;
  return v_divisor;
end $$;
comment on function fares.shares_divisor is 'Basis points; 10000 for one share alone. Raises nothing.';

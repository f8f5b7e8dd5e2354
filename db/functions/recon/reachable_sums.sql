-- Lists every sum that some of these amounts make, 0 among them: which of the payouts without a result have left can
-- only be told by what the operator holds. Stops at 512, so that many of them don't make it slow. Locks: none.
create or replace function recon.reachable_sums(p_cents bigint[]) returns bigint[] language plpgsql immutable as $$
declare
  v_sums bigint[] := array[0];
  v_cents bigint;
begin
  foreach v_cents in array coalesce(p_cents, '{}') loop
    exit when cardinality(v_sums) > 256;
    v_sums := array(select distinct s + k from unnest(v_sums) s cross join (values (0), (v_cents)) m(k) order by 1);
  end loop;
  return v_sums;
end $$;
comment on function recon.reachable_sums is 'Cents, rising. {0} for NULL. Raises nothing.';

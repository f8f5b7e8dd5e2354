-- Lists the payouts that wait for a second person, oldest first. A treasurer sees those whose money is all of
-- vehicles of their SACCO; finance sees all.
create or replace function payouts.approvable(
  p_sacco_ids bigint[]   -- null: the whole platform
) returns setof payouts.payouts language sql stable as $$
  select p.* from payouts.payouts p
   where p.state = 'requested'
     and (p_sacco_ids is null or payouts.is_within(p_payout_id => p.payout_id, p_sacco_ids => p_sacco_ids))
   order by p.payout_id
$$;
comment on function payouts.approvable is 'Rows of payouts.payouts in state requested; one that expired waits for '
  'payouts.watch. Raises nothing.';

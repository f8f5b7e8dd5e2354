-- Notes which SIMs a worker must ask about before a payout is sent: that of the number that gets the money, and that of
-- who asked, to which the code went. Without a worker that can ask, nothing is noted and nothing waits. A voucher's
-- station waits for its money already, and nobody got a code for it now. Locks: none. Repeat: noted once.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.open_sim_checks(p_payout payouts.payouts) returns int language plpgsql as $$
declare
  v_wait constant interval := config.setting(p_setting => 'sim_wait_seconds')::int * interval '1 second';
  v_done int;
begin
  insert into payouts.sim_checks (payout_id, whose, waits_until, days)
  select p_payout.payout_id, n.whose, clock_timestamp() + v_wait, config.setting(p_setting => 'sim_swap_days')::int
    from (select 'receiver' where p_payout.channel = 'phone'
          union all
          select 'asker' from accounts.users u
           where u.user_id = p_payout.requested_by and p_payout.kind in ('withdrawal', 'vendor')
             and u.phone_hash is distinct from p_payout.phone_hash) n(whose)
   where p_payout.kind <> 'voucher'
     and exists (select from payouts.sim_connector c where c.seen_at > clock_timestamp() - interval '1 minute')
  on conflict (payout_id, whose) do nothing;
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function payouts.open_sim_checks is 'How many it noted: 0, 1 or 2. Raises nothing.';

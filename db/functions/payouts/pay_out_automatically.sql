-- Scheduled job: runs the standing orders of owners, once each day of the market, from the setting automatic_payout_at
-- on. Locks: the orders it runs; skips locked ones. Repeat: a day's order runs once. Source: docs/decisions/vendors.md.
create or replace function payouts.pay_out_automatically(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_local timestamp := p_at at time zone config.setting(p_setting => 'time_zone');
  v_order payouts.standing_orders;
  v_done  bigint := 0;
begin
  if v_local::time < config.setting(p_setting => 'automatic_payout_at')::time is not false then
    return 0;
  end if;
  for v_order in select s.* from payouts.standing_orders s
                  where s.ended_at is null and not exists (
                    select from payouts.standing_runs r where r.owner_id = s.owner_id and r.business_on = v_local::date)
                  order by s.owner_id limit 200 for no key update of s skip locked loop
    perform payouts.run_standing_order(p_order => v_order, p_day => v_local::date);
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function payouts.pay_out_automatically is 'How many orders it ran. Raises nothing.';

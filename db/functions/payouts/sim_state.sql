-- Tells what is known of a payout's SIMs together: the worst of what was said about each. No answer in time is unknown.
create or replace function payouts.sim_state(p_payout_id bigint) returns text language sql stable as $$
  select coalesce((
    select s.state from payouts.sim_checks c
     cross join lateral (select case when c.state = 'waiting' and c.waits_until <= clock_timestamp() then 'unknown'
                                     else c.state end as state) s
     where c.payout_id = p_payout_id
     order by array_position(array['swapped', 'waiting', 'unknown', 'clean'], s.state) limit 1), 'not_checked')
$$;
comment on function payouts.sim_state is
  'swapped, waiting, unknown, clean, or not_checked (nobody could be asked). Raises nothing.';

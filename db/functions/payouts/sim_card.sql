-- Shows what is known of a payout's SIMs, for who decides about it and for staff.
create or replace function payouts.sim_card(p_payout_id bigint, p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('state', payouts.sim_state(p_payout_id => p_payout_id),
    'whose', (select min(c.whose) from payouts.sim_checks c where c.payout_id = p_payout_id and c.state = 'swapped'
              having count(*) = 1),
    'days', (select max(c.days) from payouts.sim_checks c where c.payout_id = p_payout_id),
    'at', (select max(c.answered_at) from payouts.sim_checks c where c.payout_id = p_payout_id) at time zone p_zone)
$$;
comment on function payouts.sim_card is 'state (see payouts.sim_state), whose (receiver or asker: the one that was '
  'swapped; null: none, or both), days (within which), at (the last answer). Raises nothing.';

-- Records what was said about one SIM of a payout; the payout goes on (payouts.take_sim_answer).
-- Locks and repeat: see payouts.take_sim_answer. Source: docs/decisions/payouts.md.
create or replace function worker.note_sim_check(
  p_payout_ref text,
  p_whose      text,   -- as claimed
  p_answer     text    -- clean, swapped or unknown
) returns text language sql security definer set search_path = pg_catalog, pg_temp as $$
  select payouts.take_sim_answer(p_payout_id => p.payout_id, p_whose => p_whose, p_answer => p_answer)
    from payouts.payouts p where p.payout_ref = p_payout_ref
$$;
comment on function worker.note_sim_check is
  'The state that the payout has then; null: no such payout. Raises nothing.';

-- Stores what was said about one SIM of a payout, and goes on with the payout: it is sent, or waits for a second
-- person. An answer that comes too late still counts while nobody has approved the payout and it is not sent.
-- Locks: the payout's row, then see payouts.queue. Repeat: the first yes or no stands.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.take_sim_answer(
  p_payout_id bigint,
  p_whose     text,   -- receiver or asker
  p_answer    text    -- clean, swapped or unknown
) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state not in ('requested', 'approved') or v_payout.approved_by is not null then
    return v_payout.state;
  end if;
  update payouts.sim_checks c set state = p_answer, answered_at = clock_timestamp()
   where c.payout_id = p_payout_id and c.whose = p_whose and c.state in ('waiting', 'unknown') and c.state <> p_answer;
  if found and p_answer = 'swapped' then
    perform messaging.raise_alarm(p_kind => 'sim_swapped', p_subject => v_payout.payout_ref,
      p_detail => format('%s to %s: the SIM of the %s was swapped within %s days',
        messaging.money_text(p_cents => v_payout.amount_cents),
        payouts.destination_text(v_payout.channel, v_payout.short_code, v_payout.tail), p_whose,
        (select c.days from payouts.sim_checks c where c.payout_id = p_payout_id and c.whose = p_whose)));
  end if;
  return payouts.queue(p_payout_id => p_payout_id);
end $$;
comment on function payouts.take_sim_answer is 'The state that the payout has then; null: no such payout. Raises '
  'nothing.';

-- Hands an approved payout to the worker, once the operator's account has the money for all that is on its way from it.
-- Until then it waits and says so; a scheduled job tries again. Balances that the operator told long ago say nothing.
-- Of two at the same moment both may be sent; the operator then refuses one, and its money comes back.
-- Locks: the payout's row. Repeat: does nothing to one that is queued. Source: docs/decisions/payouts.md.
create or replace function payouts.queue(p_payout_id bigint) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_told   payouts.float_balances;
  v_going  bigint;   -- on its way from that account, and not yet in the balance that was told
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state is distinct from 'approved' then
    return v_payout.state;
  end if;
  select f.* into v_told from payouts.float_balances f
   where f.account = case v_payout.channel when 'phone' then 'utility' else 'working' end
     and f.told_at > clock_timestamp() - config.setting(p_setting => 'float_told_minutes')::int * interval '1 minute';
  -- What was sent just before the operator told the balance may have left it or not.
  select coalesce(sum(p.amount_cents), 0) into v_going from payouts.payouts p
   where (p.channel = 'phone') = (v_payout.channel = 'phone')
     and (p.state = 'queued' or p.state in ('sent', 'unknown') and p.sent_at > v_told.told_at - interval '1 minute'
          or p.state = 'paid' and p.finished_at > v_told.told_at);
  if v_told.cents < v_going + v_payout.amount_cents then
    update payouts.payouts p set waits_for = 'float' where p.payout_id = p_payout_id and p.waits_for is null;
    if found then
      perform messaging.raise_alarm(p_kind => 'float_short', p_subject => v_payout.channel,
        p_detail => format('a payout of %s waits: the operator''s account has %s, of which %s is on its way',
          messaging.money_text(p_cents => v_payout.amount_cents), messaging.money_text(p_cents => v_told.cents),
          messaging.money_text(p_cents => v_going)));
    end if;
    return 'approved';
  end if;
  update payouts.payouts p set state = 'queued', waits_for = null where p.payout_id = p_payout_id;
  perform messaging.enqueue(p_topic => 'payout', p_key => v_payout.payout_ref, p_payload => '{}');
  return 'queued';
end $$;
comment on function payouts.queue is 'Returns the state: queued, approved (waits for the operator''s account, alarm '
  'float_short) or what it was already. Raises nothing.';

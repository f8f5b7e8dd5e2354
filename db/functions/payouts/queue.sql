-- Hands an approved payout to the worker, once the operator's account has the money for all that is on its way from it.
-- Until then it waits and says so; a scheduled job tries again. Balances that the operator told long ago say nothing.
-- Locks: the payout's row. Repeat: does nothing to one that is queued. Source: docs/decisions/payouts.md.
create or replace function payouts.queue(p_payout_id bigint) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_told   bigint;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state is distinct from 'approved' then
    return v_payout.state;
  end if;
  select f.cents into v_told from payouts.float_balances f
   where f.account = case v_payout.channel when 'phone' then 'utility' else 'working' end
     and f.told_at > clock_timestamp() - config.setting(p_setting => 'float_told_minutes')::int * interval '1 minute';
  if v_told < v_payout.amount_cents then
    update payouts.payouts p set waits_for = 'float' where p.payout_id = p_payout_id and p.waits_for is null;
    if found then
      perform messaging.raise_alarm(p_kind => 'float_short', p_subject => v_payout.channel,
        p_detail => format('a payout of %s waits: the operator''s account has %s',
          messaging.money_text(p_cents => v_payout.amount_cents), messaging.money_text(p_cents => v_told)));
    end if;
    return 'approved';
  end if;
  update payouts.payouts p set state = 'queued', waits_for = null where p.payout_id = p_payout_id;
  perform messaging.enqueue(p_topic => 'payout', p_key => v_payout.payout_ref, p_payload => '{}');
  return 'queued';
end $$;
comment on function payouts.queue is 'Returns the state: queued, approved (waits for the operator''s account, alarm '
  'float_short) or what it was already. Raises nothing.';

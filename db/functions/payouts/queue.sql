-- Hands an approved payout to the worker, once it is known whether a SIM was swapped, or nobody said so in time, and
-- the operator's account has the money for all that is on its way from it. Until then it waits and says so; a job tries
-- again. Balances that the operator told long ago say nothing. A large one waits too while what the operator holds is
-- not what we owe (recon.prove_trust). Of two at the same moment both may be sent; the operator then refuses one, and
-- its money comes back. One whose SIM was swapped waits for a second person; one whose maker's role ended comes back.
-- Locks: the payout's row, then clearing. Repeat: does nothing to one that is queued.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.queue(p_payout_id bigint) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_told   payouts.float_balances;
  v_sim    text;
  v_going  bigint;   -- on its way from that account, and not yet in the balance that was told
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state is distinct from 'approved' then
    return v_payout.state;
  elsif payouts.is_maker_gone(p_payout => v_payout) then
    perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'cancelled', p_result_code => null,
                              p_reason => 'who asked for it no longer acts for them');
    return 'cancelled';
  end if;
  v_sim := payouts.sim_state(p_payout_id => p_payout_id);
  if v_sim = 'waiting' then
    update payouts.payouts p set waits_for = 'sim' where p.payout_id = p_payout_id and p.waits_for is null;
    return 'approved';
  elsif v_sim = 'swapped' and v_payout.approved_by is null then
    update payouts.payouts p set state = 'requested', needs_approval = true, waits_for = null
     where p.payout_id = p_payout_id returning p.* into v_payout;
    perform payouts.notify(p_payout => v_payout);
    return 'requested';
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
    update payouts.payouts p set waits_for = 'float'
     where p.payout_id = p_payout_id and p.waits_for is distinct from 'float';
    if found then
      perform messaging.raise_alarm(p_kind => 'float_short', p_subject => v_payout.channel,
        p_detail => format('a payout of %s waits: the operator''s account has %s, of which %s is on its way',
          messaging.money_text(p_cents => v_payout.amount_cents), messaging.money_text(p_cents => v_told.cents),
          messaging.money_text(p_cents => v_going)));
    end if;
    return 'approved';
  end if;
  if v_payout.amount_cents > config.setting(p_setting => 'payout_alone_cents')::bigint
     and recon.trust_doubted_since(p_at => clock_timestamp()) is not null then
    update payouts.payouts p set waits_for = 'trust'
     where p.payout_id = p_payout_id and p.waits_for is distinct from 'trust';
    return 'approved';
  end if;
  update payouts.payouts p set state = 'queued', waits_for = null where p.payout_id = p_payout_id;
  perform messaging.enqueue(p_topic => 'payout', p_key => v_payout.payout_ref, p_payload => '{}');
  return 'queued';
end $$;
comment on function payouts.queue is 'Returns the state: queued, approved (waits for the operator''s account, alarm '
  'float_short, for the answer about a SIM, or for balances that agree), requested (a SIM was swapped), cancelled (who '
  'asked no longer acts for the party) or what it was already. Raises LFF10 (clearing lacks the money).';

-- Moves on one payout that waits: ends it when nobody approved it in time, else hands it to the worker. When the ledger
-- or a constraint refuses that, the others must not wait for it: nothing of it happened, and an alarm says why, once a
-- day. Called with the payout's row locked, by payouts.watch. Locks: as payouts.give_back or payouts.queue.
-- Repeat: does nothing to one that moved. Source: docs/decisions/payouts.md.
create or replace function payouts.move_on(p_payout payouts.payouts) returns text language plpgsql as $$
declare
  v_state text := 'expired';
begin
  if p_payout.payout_id is null then
    return null;
  elsif p_payout.state = 'requested' then
    perform payouts.give_back(p_payout_id => p_payout.payout_id, p_state => 'expired',
                              p_reason => 'not approved in time', p_result_code => null);
  else
    v_state := payouts.queue(p_payout_id => p_payout.payout_id);
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'it went on'
   where a.kind = 'payout_failing' and a.subject = p_payout.payout_ref and a.acknowledged_at is null;
  return case when v_state in ('expired', 'queued') then 'moved' else 'waits' end;
exception when sqlstate 'LFF10' or sqlstate 'LFF11' or sqlstate 'LFN10' or sqlstate 'LFA91'
            or integrity_constraint_violation or data_exception then
  perform messaging.raise_alarm(p_kind => 'payout_failing', p_subject => p_payout.payout_ref,
      p_detail => left(format('can''t be sent on or ended: %s %s', sqlstate,
                              privacy.mask_numbers(p_text => sqlerrm)), 200))
    where not exists (select from messaging.alarms a
                       where a.kind = 'payout_failing' and a.subject = p_payout.payout_ref
                         and (a.acknowledged_at is null
                              or a.acknowledged_at > clock_timestamp() - interval '24 hours'));
  return 'failed';
end $$;
comment on function payouts.move_on is 'moved (ended or queued), waits, or failed (alarm payout_failing); null for no '
  'payout. Raises nothing.';

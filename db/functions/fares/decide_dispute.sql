-- Decides an open dispute: gives the fare back, whole or in part, or declines, with a reason. What is above
-- refund_alone_cents is only proposed; a second person decides (fares.check_refund). Locks: the dispute's row, then see
-- fares.refund. Repeat: a decision stays. Source: docs/decisions/refunds.md.
create or replace function fares.decide_dispute(
  p_user_id      bigint,
  p_dispute_id   bigint,
  p_decision     text,     -- refund or declined
  p_amount_cents bigint,   -- for refund; null: all that is left
  p_method       text,     -- for refund: phone or credit
  p_reason       text
) returns text language plpgsql as $$
declare
  v_dispute fares.disputes;
  v_blocker text;
begin
  if p_decision is null or p_decision not in ('refund', 'declined') then
    raise exception 'refund or declined' using errcode = 'LFV98';
  end if;
  select d.* into v_dispute from fares.disputes d where d.dispute_id = p_dispute_id for no key update;
  if v_dispute.state is distinct from 'open' then
    return coalesce(v_dispute.state, 'gone');
  elsif messaging.is_reason(p_text => p_reason) is not true then
    return 'no_reason';
  end if;
  v_dispute.reason := btrim(p_reason);
  if p_decision = 'declined' then
    return fares.end_dispute(p_dispute => v_dispute, p_state => 'declined', p_decided_by => p_user_id);
  end if;
  v_blocker := fares.refund_blocker(p_receipt => v_dispute.receipt, p_amount_cents => p_amount_cents,
                                    p_method => p_method);
  if v_blocker is not null then
    return v_blocker;
  end if;
  v_dispute.method := p_method;
  v_dispute.amount_cents := coalesce(p_amount_cents,
    (select sum(r.left_cents) from fares.refundable(p_receipt => v_dispute.receipt) r));
  if v_dispute.amount_cents > config.setting(p_setting => 'refund_alone_cents')::bigint is not false then
    perform access.record_four_eyes(p_user_id, 'maker', format('fares.disputes:%s/%s', p_dispute_id, v_dispute.round));
    update fares.disputes d
       set state = 'proposed', amount_cents = v_dispute.amount_cents, method = p_method, reason = v_dispute.reason,
           made_by = p_user_id, made_at = clock_timestamp() where d.dispute_id = p_dispute_id;
    return 'proposed';
  end if;
  return fares.end_dispute(p_dispute => v_dispute, p_state => 'refunded', p_decided_by => p_user_id);
end $$;
comment on function fares.decide_dispute is 'Outcome refunded, declined, proposed (a second person decides), '
  'no_reason, '
  'what fares.refund_blocker says, or the state that it has already (gone: no such dispute). Raises LFV98 (no such '
  'decision).';

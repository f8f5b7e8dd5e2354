-- Approves a proposed refund, which pays it, or refuses it, which opens the dispute again; by a second person, never by
-- who proposed it. Locks: the dispute's row, then see fares.refund. Repeat: a decision stays.
-- Source: docs/decisions/refunds.md.
create or replace function fares.check_refund(
  p_user_id      bigint,
  p_dispute_id   bigint,
  p_decision     text,                   -- approved or refused
  p_amount_cents bigint default null,    -- what the page showed; null: whatever is proposed now
  p_method       text default null
) returns text language plpgsql as $$
declare
  v_dispute fares.disputes;
  v_blocker text;
  v_part    text;
begin
  if p_decision is null or p_decision not in ('approved', 'refused') then
    raise exception 'approved or refused' using errcode = 'LFV98';
  end if;
  select d.* into v_dispute from fares.disputes d where d.dispute_id = p_dispute_id for no key update;
  if v_dispute.state is distinct from 'proposed' then
    return coalesce(v_dispute.state, 'gone');
  elsif v_dispute.amount_cents <> p_amount_cents or v_dispute.method <> p_method then
    return 'changed';   -- refused since, and proposed again with another amount
  elsif p_decision = 'approved' then
    -- What can't be paid by now is not decided yet, so that a third person still can.
    v_blocker := fares.refund_blocker(p_receipt => v_dispute.receipt, p_amount_cents => v_dispute.amount_cents,
                                      p_method => v_dispute.method);
    if v_blocker is not null then
      return v_blocker;
    end if;
  end if;
  v_part := access.record_four_eyes(p_user_id, 'checker', format('fares.disputes:%s/%s', p_dispute_id,
                                                                  v_dispute.round));
  if v_part <> 'taken' then
    perform audit.record_event(p_action => 'refuse_refund', p_subject => 'fares.disputes:' || p_dispute_id,
                               p_after => jsonb_build_object('outcome', v_part));
    return v_part;
  elsif p_decision = 'refused' then
    update fares.disputes d set state = 'open', round = d.round + 1, amount_cents = null, method = null,
           reason = null, made_by = null, made_at = null where d.dispute_id = p_dispute_id;
    return 'open';
  end if;
  return fares.end_dispute(p_dispute => v_dispute, p_state => 'refunded', p_decided_by => p_user_id);
end $$;
comment on function fares.check_refund is 'Outcome refunded, open (refused), changed (another refund is proposed than '
  'was seen), same_person (who proposed it), what '
  'fares.refund_blocker says, or the state that it has already (gone: no such dispute). Raises LFV98 (no such '
  'decision).';

-- Approves, declines or withdraws a vendor that is proposed, or removes an approved one. Approving and declining need a
-- second person; removing is done by one, at once, with a reason, and takes back what nobody has sent to it yet.
-- Locks: the vendor's row; to take back, its payouts, then clearing. Repeat: a decision stays.
-- Source: docs/decisions/vendors.md.
create or replace function payouts.decide_vendor(
  p_user_id   bigint,
  p_vendor_id bigint,
  p_decision  text,   -- approved, declined, withdrawn or removed
  p_reason    text    -- for removing
) returns text language plpgsql as $$
declare
  v_vendor payouts.vendors;
  v_part   text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined', 'withdrawn', 'removed') then
    raise exception 'approved, declined, withdrawn or removed' using errcode = 'LFV98';
  end if;
  select v.* into v_vendor from payouts.vendors v where v.vendor_id = p_vendor_id for no key update;
  if v_vendor.state is distinct from (case p_decision when 'removed' then 'approved' else 'proposed' end) then
    return coalesce(v_vendor.state, 'gone');
  elsif p_decision = 'removed' then
    if not messaging.is_reason(p_text => p_reason) then
      return 'no_reason';
    end if;
    update payouts.vendors v set state = 'removed', removed_by = p_user_id, removed_at = clock_timestamp(),
           removed_reason = btrim(p_reason) where v.vendor_id = p_vendor_id;
    perform payouts.stop_unsent(p_payout_id => n.payout_id, p_reason => 'the vendor was removed')
       from (select y.payout_id from payouts.vendor_payments y join payouts.payouts p using (payout_id)
              where y.vendor_id = p_vendor_id and p.state in ('requested', 'approved', 'queued')
              order by y.payout_id) n;
    return 'removed';
  elsif p_decision = 'withdrawn' and v_vendor.made_by is distinct from p_user_id then
    return 'not_maker';
  elsif p_decision <> 'withdrawn' then
    v_part := access.record_four_eyes(p_user_id, 'checker', 'payouts.vendors:' || p_vendor_id);
    if v_part <> 'taken' then
      return v_part;
    end if;
  end if;
  update payouts.vendors v set state = p_decision, decided_by = p_user_id, decided_at = clock_timestamp()
   where v.vendor_id = p_vendor_id;
  return p_decision;
end $$;
comment on function payouts.decide_vendor is 'Outcome as decided, or what it was already; same_person (who registered '
  'it), not_maker, no_reason or gone. Raises LFV98 (decision).';

-- Says whether a line may tell of a payout, whatever became of it: the same amount, account and receiver, and a time
-- after it was asked for and, where that was needed, approved. Locks: none. Repeat: the same.
create or replace function recon.is_line_of_payout(p_line recon.lines, p_payout payouts.payouts) returns boolean
language sql stable as $$
  select p_payout.amount_cents = -p_line.amount_cents
     and (p_payout.channel = 'phone') = (p_line.account = 'utility')
     and right(case p_payout.channel when 'phone' then p_payout.tail else p_payout.short_code end, 3)
         = p_line.party_last3
     and p_line.completed_at between greatest(p_payout.requested_at, p_payout.approved_at) - interval '1 minute'
                                 and coalesce(p_payout.sent_at, p_payout.requested_at) + interval '48 hours'
$$;
comment on function recon.is_line_of_payout is 'False or null: it does not, or the line names no receiver.';

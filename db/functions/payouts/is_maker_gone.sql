-- Tells whether who asked for a payout no longer acts for its party: their role ended since. A voucher's station has
-- been promised its money, so it is asked of withdrawals and vendor payments only.
create or replace function payouts.is_maker_gone(p_payout payouts.payouts) returns boolean language sql stable as $$
  select p_payout.requested_by is not null and p_payout.party_kind in ('owner', 'sacco')
     and p_payout.kind in ('withdrawal', 'vendor')
     and p_payout.party_id <> all (access.scope_ids(p_user_id => p_payout.requested_by,
           p_scope_kind => p_payout.party_kind, p_function => case p_payout.party_kind
             when 'owner' then 'owners.request_payout' else 'sacco.request_payout' end))
$$;
comment on function payouts.is_maker_gone is 'false where no person asked. Raises nothing.';

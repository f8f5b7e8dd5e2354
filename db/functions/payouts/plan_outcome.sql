-- Says whether a planned withdrawal fits, or the first thing that forbids it, for payouts.plan.
-- Source: docs/decisions/payouts.md. Locks: none.
create or replace function payouts.plan_outcome(
  p_plan        payouts.planned,   -- with its payout and legs
  p_session     bytea,
  p_amount      text,              -- as typed; empty: all there is
  p_usable_from timestamptz        -- of the destination; null: the person's own phone
) returns text language sql stable as $$
  select case
    when payouts.is_frozen(p_party_kind => (p_plan.payout).party_kind, p_party_id => (p_plan.payout).party_id)
      then 'frozen'
    when p_usable_from > clock_timestamp() then 'cooling'
    when p_amount = '' and (p_plan.payout).amount_cents is null then 'not_enough'
    when (p_plan.payout).amount_cents is null or (p_plan.payout).amount_cents % 100 <> 0 then 'amount_wrong'
    when (p_plan.payout).amount_cents < config.setting(p_setting => 'payout_min_cents')::bigint then 'too_little'
    when (p_plan.payout).fee_cents is null then 'too_much'
    when exists (select from payouts.payouts p join payouts.states s using (state)
                  where p.party_kind = (p_plan.payout).party_kind and p.party_id = (p_plan.payout).party_id
                    and not s.ends
                    and p.amount_cents = (p_plan.payout).amount_cents and p.kind = 'withdrawal'
                    and p.destination_id is not distinct from (p_plan.payout).destination_id
                    and p.phone_hash is not distinct from (p_plan.payout).phone_hash) then 'already_pending'
    when p_plan.free_cents < (p_plan.payout).amount_cents + (p_plan.payout).fee_cents then 'not_enough'
    when (select coalesce(sum(p.amount_cents), 0) from payouts.payouts p
           where p.requested_by = (p_plan.payout).requested_by and p.requested_at > now() - interval '24 hours'
             and p.state not in ('failed', 'cancelled', 'expired')) + (p_plan.payout).amount_cents
         > accounts.daily_cap_cents(p_session => p_session, p_cap => 'payout_cap') is not false then 'over_cap'
    when p_plan.rule is not null then 'too_fast'
    else 'fits' end
$$;
comment on function payouts.plan_outcome is
  'fits, or frozen, cooling (a new destination waits), amount_wrong (not whole shillings), too_little, too_much, '
  'not_enough, already_pending (the same one waits), over_cap (of this person today) or too_fast (a velocity limit). '
  'Raises nothing.';

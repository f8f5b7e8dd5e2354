-- Shows a withdrawal before it is asked for: what arrives, the fee, which pots pay, who must approve, or what forbids
-- it. Locks: none. Source: docs/decisions/payouts.md.
create or replace function payouts.plan_card(
  p_user_id     bigint,
  p_session     bytea,
  p_party_kind  text,
  p_party_id    bigint,
  p_purposes        text,     -- purposes, separated by commas; null or empty: all
  p_amount      text,     -- see payouts.plan; null: no plan
  p_destination text      -- own, or a destination_id
) returns jsonb language plpgsql stable as $$
declare
  v_plan record;
  v_to   payouts.payouts;
begin
  if p_amount is null then
    return null;
  end if;
  select * into v_plan from payouts.plan(p_user_id => p_user_id, p_session => p_session, p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => string_to_array(coalesce(p_purposes, ''), ','), p_amount => p_amount,
    p_destination => p_destination);
  v_to := v_plan.payout;
  return jsonb_build_object('outcome', v_plan.outcome, 'rule', v_plan.rule,
    'limit', (select jsonb_build_object('most_count', l.most_count, 'most_cents', l.most_cents)
                from payouts.velocity_limits l where l.rule = v_plan.rule), 'amount_cents', v_to.amount_cents,
    'fee_cents', v_to.fee_cents, 'total_cents', v_to.amount_cents + v_to.fee_cents,
    'amount', (v_to.amount_cents / 100)::text, 'needs_approval', v_to.needs_approval,
    'destination', payouts.destination_text(v_to.channel, v_to.short_code, v_to.tail), 'destination_id',
    coalesce(v_to.destination_id::text, 'own'), 'free_cents', v_plan.free_cents,
    'legs', (select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'purpose', s.purpose, 'cents', l.c)
                                       order by l.n), '[]')
               from unnest(v_plan.sub_wallet_ids, v_plan.cents) with ordinality l(id, c, n)
               join ledger.sub_wallets s on s.sub_wallet_id = l.id join ledger.wallets w using (wallet_id)
               join fleet.vehicles v using (vehicle_id)),
    'pending_ref', (select p.payout_ref from payouts.payouts p join payouts.states t using (state)
                     where v_plan.outcome = 'already_pending' and p.party_kind = p_party_kind
                       and p.party_id = p_party_id and not t.ends and p.amount_cents = v_to.amount_cents
                       and p.kind = 'withdrawal' and p.destination_id is not distinct from v_to.destination_id
                       and p.phone_hash is not distinct from v_to.phone_hash
                     order by p.payout_id desc limit 1));
end $$;
comment on function payouts.plan_card is 'outcome and rule of payouts.plan, limit (most_count, most_cents of the '
  'rule), amount_cents, fee_cents, total_cents, '
  'amount (whole shillings), needs_approval, destination (text), destination_id, free_cents, legs (plate, purpose, '
  'cents), pending_ref (of the same payout that waits); null without an amount. Raises nothing.';

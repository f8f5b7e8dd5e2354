-- Works out a withdrawal that a person asks for: what arrives, the fee, which sub_wallets pay, whether a second person
-- must approve, or what forbids it. The page shows it first; payouts.request works it out again with the money locked.
-- Source: docs/decisions/payouts.md. Locks: none.
create or replace function payouts.plan(
  p_user_id     bigint,
  p_session     bytea,
  p_party_kind  text,     -- owner, sacco or user
  p_party_id    bigint,
  p_purposes    text[],   -- pots to take it from; empty: all
  p_amount      text,     -- whole shillings as typed; empty: all there is
  p_destination text      -- own, or a destination_id
) returns payouts.planned language plpgsql stable as $$
declare
  v_own    accounts.users;
  v_to     payouts.destinations;
  v_plan   payouts.planned;
  v_payout payouts.payouts;
  v_amount text := mobile_money.strip_thousands(p_text => p_amount);
begin
  select u.* into v_own from accounts.users u where u.user_id = p_user_id;
  select d.* into v_to from payouts.destinations d
   where d.destination_id::text = p_destination and d.party_kind = p_party_kind and d.party_id = p_party_id
     and d.removed_at is null;
  v_payout.kind := 'withdrawal'; v_payout.party_kind := p_party_kind; v_payout.party_id := p_party_id;
  v_payout.requested_by := p_user_id; v_payout.destination_id := v_to.destination_id;
  v_payout.channel := coalesce(v_to.kind, 'phone'); v_payout.short_code := v_to.short_code;
  v_payout.account_sealed := v_to.account_sealed;
  v_payout.phone_hash := case when v_to.destination_id is null then v_own.phone_hash else v_to.phone_hash end;
  v_payout.phone_sealed := case when v_to.destination_id is null then v_own.phone_sealed else v_to.phone_sealed end;
  v_payout.tail := coalesce(v_to.tail, v_own.phone_last3);
  v_payout.currency := (select min(w.currency)
    from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) w);
  select c.free_cents into v_plan.free_cents from payouts.choose_legs(p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_total_cents => 0) c;
  if v_to.destination_id is null and p_destination is distinct from 'own' then
    v_plan.outcome := 'destination_wrong';
    v_plan.payout := v_payout;
    return v_plan;
  elsif v_amount = '' then
    select a.c into v_payout.amount_cents
      from (select v_plan.free_cents - f.fee_cents - (v_plan.free_cents - f.fee_cents) % 100 as c, f.up_to_cents
              from payouts.fees f where f.channel = v_payout.channel and f.currency = v_payout.currency) a
     where a.c > 0 and a.c <= a.up_to_cents
       and payouts.fee_cents(v_payout.channel, v_payout.currency, a.c, now()) + a.c <= v_plan.free_cents
     order by a.c desc limit 1;
  else
    v_payout.amount_cents := mobile_money.parse_cents(p_text => v_amount);
  end if;
  v_payout.fee_cents := payouts.fee_cents(v_payout.channel, v_payout.currency, v_payout.amount_cents, now());
  select c.sub_wallet_ids, c.cents into v_plan.sub_wallet_ids, v_plan.cents
    from payouts.choose_legs(p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_total_cents => v_payout.amount_cents + v_payout.fee_cents) c;
  v_payout.needs_approval := v_payout.amount_cents > config.setting(p_setting => 'payout_alone_cents')::bigint
    or payouts.day_cents(p_party_kind => p_party_kind, p_party_id => p_party_id) + v_payout.amount_cents
       > config.setting(p_setting => 'payout_alone_day_cents')::bigint;
  v_plan.rule := payouts.broken_rule(p_payout => v_payout, p_vehicle_ids => array(
    select distinct w.vehicle_id from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
     where s.sub_wallet_id = any (v_plan.sub_wallet_ids)));
  v_plan.payout := v_payout;
  v_plan.outcome := payouts.plan_outcome(p_plan => v_plan, p_session => p_session, p_amount => v_amount,
                                         p_usable_from => v_to.usable_from);
  return v_plan;
end $$;
comment on function payouts.plan is
  'outcome: as payouts.plan_outcome, or destination_wrong; payout: amount, fee, destination; the legs; free_cents of '
  'the pots; rule: the velocity limit that forbids it. Raises nothing.';

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
  p_destination text,     -- own, or a destination_id
  out outcome text, out payout payouts.payouts, out sub_wallet_ids bigint[], out cents bigint[],
  out free_cents bigint, out rule text
) language plpgsql stable as $$
declare
  v_own    accounts.users;
  v_to     payouts.destinations;
  v_legs   record;
  v_amount text := replace(btrim(p_amount), ',', '');
  v_today  bigint;
begin
  select u.* into v_own from accounts.users u where u.user_id = p_user_id;
  select d.* into v_to from payouts.destinations d
   where d.destination_id::text = p_destination and d.party_kind = p_party_kind and d.party_id = p_party_id
     and d.removed_at is null;
  payout.kind := 'withdrawal'; payout.party_kind := p_party_kind; payout.party_id := p_party_id;
  payout.requested_by := p_user_id; payout.destination_id := v_to.destination_id;
  payout.channel := coalesce(v_to.kind, 'phone'); payout.short_code := v_to.short_code;
  payout.account_sealed := v_to.account_sealed;
  payout.phone_hash := case when v_to.destination_id is null then v_own.phone_hash else v_to.phone_hash end;
  payout.phone_sealed := case when v_to.destination_id is null then v_own.phone_sealed else v_to.phone_sealed end;
  payout.tail := coalesce(v_to.tail, v_own.phone_last3);
  payout.currency := (select min(w.currency)
    from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) w);
  select c.free_cents into free_cents from payouts.choose_legs(p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_total_cents => 0) c;
  if v_to.destination_id is null and p_destination is distinct from 'own' then
    outcome := 'destination_wrong'; return;
  elsif v_amount = '' then
    select a.c into payout.amount_cents
      from (select free_cents - f.fee_cents - (free_cents - f.fee_cents) % 100 as c, f.up_to_cents
              from payouts.fees f where f.channel = payout.channel and f.currency = payout.currency) a
     where a.c > 0 and a.c <= a.up_to_cents
       and payouts.fee_cents(payout.channel, payout.currency, a.c, now()) + a.c <= free_cents
     order by a.c desc limit 1;
  else
    payout.amount_cents := mobile_money.parse_cents(p_text => v_amount);
  end if;
  payout.fee_cents := payouts.fee_cents(payout.channel, payout.currency, payout.amount_cents, now());
  select c.sub_wallet_ids, c.cents into sub_wallet_ids, cents from payouts.choose_legs(p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_total_cents => payout.amount_cents + payout.fee_cents) c;
  select coalesce(sum(p.amount_cents), 0) into v_today from payouts.payouts p
   where p.party_kind = p_party_kind and p.party_id = p_party_id and p.kind = 'withdrawal'
     and p.requested_at > now() - interval '24 hours' and p.state not in ('failed', 'cancelled', 'expired');
  payout.needs_approval := payout.amount_cents > config.setting(p_setting => 'payout_alone_cents')::bigint
    or v_today + payout.amount_cents > config.setting(p_setting => 'payout_alone_day_cents')::bigint;
  rule := payouts.broken_rule(p_payout => payout, p_vehicle_ids => array(
    select distinct w.vehicle_id from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
     where s.sub_wallet_id = any (sub_wallet_ids)));
  outcome := case
    when payouts.is_frozen(p_party_kind => p_party_kind, p_party_id => p_party_id) then 'frozen'
    when v_to.usable_from > clock_timestamp() then 'cooling'
    when v_amount = '' and payout.amount_cents is null then 'not_enough'
    when payout.amount_cents is null or payout.amount_cents % 100 <> 0 then 'amount_wrong'
    when payout.amount_cents < config.setting(p_setting => 'payout_min_cents')::bigint then 'too_little'
    when payout.fee_cents is null then 'too_much'
    when exists (select from payouts.payouts p join payouts.states s using (state)
                  where p.party_kind = p_party_kind and p.party_id = p_party_id and not s.ends
                    and p.amount_cents = payout.amount_cents and p.kind = 'withdrawal'
                    and p.destination_id is not distinct from payout.destination_id
                    and p.phone_hash is not distinct from payout.phone_hash) then 'already_pending'
    when free_cents < payout.amount_cents + payout.fee_cents then 'not_enough'
    when (select coalesce(sum(p.amount_cents), 0) from payouts.payouts p
           where p.requested_by = p_user_id and p.requested_at > now() - interval '24 hours'
             and p.state not in ('failed', 'cancelled', 'expired')) + payout.amount_cents
         > accounts.daily_cap_cents(p_session => p_session, p_cap => 'payout_cap') is not false then 'over_cap'
    when rule is not null then 'too_fast'
    else 'fits' end;
end $$;
comment on function payouts.plan is
  'outcome fits, or destination_wrong, frozen, cooling (a new destination waits), amount_wrong (not whole shillings), '
  'too_little, too_much, not_enough, already_pending (the same one waits), over_cap (of this person today) or too_fast '
  '(rule names the velocity limit); payout: amount, fee, destination; the legs; free_cents of the pots. Raises '
  'nothing.';

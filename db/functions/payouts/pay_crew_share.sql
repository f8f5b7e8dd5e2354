-- Pays the crew's pot of a vehicle to the person who opened the trip that ends, if the owner wants that. What is below
-- the smallest payout, frozen or over a limit stays in the pot for the next close. Called in the transaction that ends
-- the trip. Locks: the vehicle's crew pots, lowest id first. Repeat: the pot is empty then.
-- Source: docs/decisions/vendors.md.
create or replace function payouts.pay_crew_share(p_vehicle_id bigint, p_user_id bigint) returns text
language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_person accounts.users;
  v_legs   record;
  v_free   bigint;
begin
  if not exists (select from payouts.crew_rules r join fleet.vehicle_owners o using (vehicle_id, owner_id)
                  where r.vehicle_id = p_vehicle_id and r.pays_share and o.valid_to is null) then
    return 'off';
  elsif payouts.is_frozen(p_party_kind => 'user', p_party_id => p_user_id) then
    return 'frozen';
  end if;
  select u.* into v_person from accounts.users u where u.user_id = p_user_id;
  perform from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
    where w.kind = 'vehicle' and w.vehicle_id = p_vehicle_id and s.purpose = 'crew'
    order by s.sub_wallet_id for no key update of s;
  select coalesce(c.free_cents, 0) into v_free from payouts.choose_legs(p_party_kind => 'user',
    p_party_id => p_user_id, p_purposes => '{}', p_total_cents => 0, p_vehicle_id => p_vehicle_id) c;
  v_payout.kind := 'crew_share'; v_payout.party_kind := 'user'; v_payout.party_id := p_user_id;
  v_payout.channel := 'phone'; v_payout.phone_hash := v_person.phone_hash;
  v_payout.phone_sealed := v_person.phone_sealed; v_payout.tail := v_person.phone_last3;
  v_payout.requested_by := p_user_id;
  v_payout.currency := (select min(w.currency) from payouts.withdrawable(p_party_kind => 'user',
                          p_party_ids => array[p_user_id]) w where w.vehicle_id = p_vehicle_id);
  v_payout.amount_cents := payouts.largest_amount('phone', v_payout.currency, v_free);
  v_payout.fee_cents := payouts.fee_cents('phone', v_payout.currency, v_payout.amount_cents, now());
  v_payout.needs_approval := v_payout.amount_cents > config.setting(p_setting => 'payout_alone_cents')::bigint;
  if v_payout.amount_cents >= config.setting(p_setting => 'payout_min_cents')::bigint is not true then
    return 'too_little';
  elsif payouts.broken_rule(p_payout => v_payout, p_vehicle_ids => '{}') is not null then
    return 'too_fast';
  end if;
  select c.* into v_legs from payouts.choose_legs(p_party_kind => 'user', p_party_id => p_user_id, p_purposes => '{}',
    p_total_cents => v_payout.amount_cents + v_payout.fee_cents, p_vehicle_id => p_vehicle_id) c;
  perform payouts.open(p_payout => v_payout, p_sub_wallet_ids => v_legs.sub_wallet_ids, p_cents => v_legs.cents);
  perform messaging.enqueue(p_topic => 'sms', p_key => 'crew_share/' || pg_current_xact_id() || '/' || p_vehicle_id,
    p_payload => jsonb_build_object('phone_hash', encode(v_person.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_crew_share', p_lang => v_person.lang, p_args => array[
        messaging.money_text(p_cents => v_payout.amount_cents),
        (select f.plate from fleet.vehicles f where f.vehicle_id = p_vehicle_id)])));
  return 'paid';
end $$;
comment on function payouts.pay_crew_share is 'Outcome paid (on its way, or waits for a second person), off, frozen, '
  'too_little or too_fast (it stays in the pot). Raises nothing.';

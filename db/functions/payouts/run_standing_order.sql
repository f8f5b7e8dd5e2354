-- Pays out one owner's profit pots but for the floor, by the standing order. Called with the order's row locked. What
-- is frozen, or over a limit, stays and the person is told; what is above the threshold waits for a second person.
-- Locks: the person, then the pots, lowest id first. Repeat: once a day (payouts.standing_runs).
-- Source: docs/decisions/vendors.md.
create or replace function payouts.run_standing_order(p_order payouts.standing_orders, p_day date) returns text
language plpgsql as $$
declare
  v_plan    record;
  v_to      text := coalesce(p_order.destination_id::text, 'own');
  v_cents   bigint;
  v_outcome text;
  v_id      bigint;
begin
  if p_order.owner_id <> all (access.scope_ids(p_user_id => p_order.set_by, p_function => 'owners.set_automatic',
                                               p_scope_kind => 'owner')) is not false then
    v_outcome := 'no_person';
  else
    perform from accounts.users u where u.user_id = p_order.set_by for no key update;
    perform from ledger.sub_wallets s
      where s.sub_wallet_id in (select w.sub_wallet_id from payouts.withdrawable(p_party_kind => 'owner',
                                  p_party_ids => array[p_order.owner_id]) w)
      order by s.sub_wallet_id for no key update;
    select * into v_plan from payouts.plan(p_user_id => p_order.set_by, p_session => null, p_party_kind => 'owner',
      p_party_id => p_order.owner_id, p_purposes => array['profit'], p_amount => '', p_destination => v_to);
    v_cents := payouts.largest_amount((v_plan.payout).channel, (v_plan.payout).currency,
                                      v_plan.free_cents - p_order.floor_cents);
    if v_cents >= config.setting(p_setting => 'payout_min_cents')::bigint then
      select * into v_plan from payouts.plan(p_user_id => p_order.set_by, p_session => null, p_party_kind => 'owner',
        p_party_id => p_order.owner_id, p_purposes => array['profit'], p_amount => (v_cents / 100)::text,
        p_destination => v_to);
      v_outcome := v_plan.outcome;
    else
      v_outcome := case v_plan.outcome when 'destination_wrong' then v_plan.outcome else 'below_floor' end;
    end if;
  end if;
  if v_outcome = 'fits' then
    v_id := payouts.open(p_payout => v_plan.payout, p_sub_wallet_ids => v_plan.sub_wallet_ids,
                         p_cents => v_plan.cents);
  elsif v_outcome <> 'below_floor' then
    perform messaging.enqueue(p_topic => 'sms', p_key => 'automatic/' || p_order.owner_id || '/' || p_day,
        p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'), 'text', messaging.say(
          p_key => 'sms_automatic_not', p_lang => u.lang, p_args => array[config.setting(p_setting => 'help_phone')])))
       from accounts.users u where u.user_id = p_order.set_by;
  end if;
  insert into payouts.standing_runs (owner_id, business_on, outcome, payout_id)
  values (p_order.owner_id, p_day, v_outcome, v_id);
  return v_outcome;
end $$;
comment on function payouts.run_standing_order is 'Outcome fits (payout made), below_floor, no_person (who set it no '
  'longer acts for the owner) or what payouts.plan says. Raises nothing.';

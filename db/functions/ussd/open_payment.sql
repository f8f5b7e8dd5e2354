-- Opens what the passenger confirmed: a prompt for the whole price, or credit for it and a prompt for what credit does
-- not pay. A fare that credit pays wholly is posted in this call. Locks: the SIM's row first, so that two calls at once
-- spend the credit once; then see mobile_money.open_intent, fares.reserve_seats, fares.lock_pots, loyalty.redeem,
-- fares.pay_by_credit. Repeat: while the prompt is open, the same payment returns waiting.
-- Source: docs/decisions/change-and-credit.md.
create or replace function ussd.open_payment(
  p_session ussd.ussd_sessions,
  p_with    text,          -- mpesa, credit or points
  p_at      timestamptz
) returns table (outcome text, payment_ref text, credit_cents bigint, rest_cents bigint, receipt text, label text)
language plpgsql as $$
declare
  v_vehicle bigint := (p_session.context #>> '{vehicle,id}')::bigint;
  v_seats   int    := (p_session.context ->> 'seats')::int;
  v_cents   bigint := (p_session.context ->> 'unit_cents')::bigint * v_seats;
  v_credit  record;
  v_points  bigint := 0;
begin
  perform from privacy.phones f where f.phone_hash = p_session.phone_hash for no key update;
  if p_with <> 'mpesa' then
    select c.* into v_credit from fares.usable_credit(p_phone_hash => p_session.phone_hash, p_vehicle_id => v_vehicle,
                                                      p_cents => v_cents, p_at => p_at) c;
    credit_cents := v_credit.cents;
    if p_with = 'points' then
      select p.points, p.cents into v_points, credit_cents from ussd.usable_points(
        p_phone_hash => p_session.phone_hash, p_vehicle_id => v_vehicle, p_cents => v_cents, p_at => p_at) p;
    end if;
  end if;
  credit_cents := coalesce(credit_cents, 0);
  if p_with <> 'mpesa' and credit_cents = 0 then
    -- Another call has used it, perhaps for this very fare.
    payment_ref := (mobile_money.unfinished_intent(p_phone_hash => p_session.phone_hash, p_vehicle_id => v_vehicle,
                      p_amount_cents => v_cents, p_at => p_at)).payment_ref;
    outcome := case when payment_ref is null then 'nothing' else 'waiting' end;
    return next; return;
  end if;
  begin
    select i.outcome, i.payment_ref into outcome, payment_ref from mobile_money.open_intent(
      p_phone_hash => p_session.phone_hash, p_vehicle_id => v_vehicle, p_amount_cents => v_cents,
      p_credit_cents => credit_cents, p_seats => v_seats,
      p_stage_id => (p_session.context #>> '{stage,stage_id}')::bigint,
      p_stage_fare_id => (p_session.context #>> '{stage,stage_fare_id}')::bigint, p_lang => p_session.lang,
      p_top_up_of => p_session.context ->> 'top_up_of', p_session_id => p_session.session_id, p_at => p_at) i;
    rest_cents := v_cents - credit_cents;
    if outcome = 'opened' and not p_session.context ? 'top_up_of' then
      label := fares.reserve_seats(p_payment_ref => payment_ref, p_vehicle_id => v_vehicle, p_seats => v_seats,
                                   p_at => p_at);
    end if;
    if outcome = 'opened' and credit_cents > 0 then
      -- Pots come before sub_wallets, which redeeming locks.
      perform fares.lock_pots(p_split_rule_ids => array[fares.rule_in_force(p_vehicle_id => v_vehicle, p_at => p_at)])
        where p_with = 'points' and rest_cents = 0;
      if p_with = 'points' and loyalty.redeem(p_phone_hash => p_session.phone_hash, p_sacco_id => v_credit.sacco_id,
           p_currency => v_credit.currency, p_points => v_points, p_payment_ref => payment_ref, p_at => p_at)
           ->> 'outcome' <> 'redeemed' then
        raise exception 'these points were used meanwhile';
      end if;
      if fares.reserve_credit(p_payment_ref => payment_ref, p_phone_hash => p_session.phone_hash,
           p_sacco_id => v_credit.sacco_id, p_currency => v_credit.currency, p_cents => credit_cents,
           p_points => v_points) <> 'reserved' then
        raise exception 'this credit is not there';   -- the vehicle would be paid with nothing
      end if;
      receipt := case when rest_cents = 0 then
        fares.pay_by_credit(p_payment_ref => payment_ref, p_at => p_at) end;
    end if;
  exception when raise_exception then
    -- Others used the last points of the day: nothing was opened.
    outcome := 'nothing'; payment_ref := null; label := null;
  end;
  return next;
end $$;
comment on function ussd.open_payment is
  'One row: outcome (nothing: there is no credit, or see mobile_money.open_intent), payment_ref, what credit pays, '
  'what '
  'the prompt asks for, the receipt of a fare that credit paid wholly, and what to say to the conductor. Raises '
  'what mobile_money.open_intent raises.';

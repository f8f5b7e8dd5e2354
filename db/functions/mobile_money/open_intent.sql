-- Opens a payment intent when the passenger chooses to pay, and queues its prompt in the same transaction. M-Pesa's
-- callback is matched to this row. What credit pays wholly needs no prompt. Source: docs/decisions/ussd-menu.md;
-- docs/decisions/rate-limits.md. Locks: the SIM's row, so that two calls at once open one intent. Repeat: while the
-- prompt is open, the same payment returns waiting.
create or replace function mobile_money.open_intent(
  p_phone_hash    bytea,
  p_vehicle_id    bigint,
  p_amount_cents  bigint,        -- for all seats, without the operator's fee
  p_credit_cents  bigint,        -- of it, what the passenger's credit pays; the prompt asks for the rest
  p_seats         int,
  p_stage_id      bigint,        -- null: amount typed, no stage chosen
  p_stage_fare_id bigint,        -- the price as quoted
  p_top_up_of     text,          -- the receipt of the fare that this is the rest of, or null
  p_lang          text,
  p_session_id    text,          -- the USSD session, or null
  p_at            timestamptz
) returns table (outcome text, payment_ref text, account_ref text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_open mobile_money.payment_intents;
  v_code text := (select d.door_code from fleet.door_codes d where d.vehicle_id = p_vehicle_id and d.valid_to is null);
  v_ref  text := replace(gen_random_uuid()::text, '-', '');
begin
  -- The rest of a fare is what lacks, however little; it was quoted as part of the whole.
  perform mobile_money.check_quote(p_vehicle_id => p_vehicle_id, p_amount_cents => p_amount_cents,
    p_seats => p_seats, p_stage_id => p_stage_id, p_stage_fare_id => p_stage_fare_id) where p_top_up_of is null;
  perform from privacy.phones f where f.phone_hash = p_phone_hash for no key update;
  if not found then
    raise exception 'this SIM never dialled us' using errcode = 'LFN40';
  end if;
  outcome := fleet.pilot_state(p_vehicle_id => p_vehicle_id, p_phone_hash => p_phone_hash, p_at => p_at);
  if outcome = 'open'
     and (v_code is null or fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at) is null) then
    outcome := 'closed';
  end if;
  if outcome <> 'open' then
    return next;
    return;
  end if;
  v_open := mobile_money.unfinished_intent(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id,
                                           p_amount_cents => p_amount_cents, p_at => p_at);
  if v_open.payment_ref is not null then
    return query values ('waiting', v_open.payment_ref, v_open.account_ref);
    return;
  -- Counted from the intents: a token bucket would be one row that every fare of this vehicle locks.
  elsif exists (select from config.rate_limits l
                 where l.limit_name = 'prompt' and l.per = 'vehicle' and l.burst <=
                       (select count(*)
                          from (select from mobile_money.payment_intents i
                                 where i.vehicle_id = p_vehicle_id
                                   and i.created_at > p_at - l.burst * l.refill_ms * interval '1 millisecond'
                                 limit l.burst) n)) then
    raise exception 'too many prompts for this vehicle just now' using errcode = 'LFB90';
  end if;
  for v_try in 1 .. 8 loop
    insert into mobile_money.payment_intents as i (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents,
      credit_cents, top_up_of, seats, stage_id, stage_fare_id, lang, session_id, created_at)
    values (v_ref, v_code || '-' || mobile_money.account_tag(), p_vehicle_id, p_phone_hash,
      p_amount_cents - p_credit_cents, p_credit_cents, p_top_up_of, p_seats, p_stage_id, p_stage_fare_id, p_lang,
        p_session_id, p_at)
    on conflict (account_ref) do nothing
    returning 'opened', i.payment_ref, i.account_ref into outcome, payment_ref, account_ref;
    if found then
      perform messaging.enqueue(p_topic => 'stk_push', p_key => payment_ref, p_payload => '{}')
        where p_amount_cents > p_credit_cents;
      return next;
      return;
    end if;
  end loop;
  raise exception 'no free account number for this door code' using errcode = 'LFB40';
end $$;
comment on function mobile_money.open_intent is
  'Opens a payment intent and queues its prompt. outcome: opened; waiting (an open prompt of this SIM for the same '
  'vehicle and amount, whose refs are returned); closed or not_in_pilot (the vehicle takes no fare from this SIM). '
  'Raises LFN40 (unknown SIM), LFB40 (no free account number), LFB90 (too many prompts for this vehicle just now), '
  'LFV40, LFV41, LFV42 (see mobile_money.check_quote).';

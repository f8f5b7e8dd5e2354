-- Shows a dispute as the desk lists it.
create or replace function fares.dispute_card(p_dispute fares.disputes, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object('dispute_id', (p_dispute).dispute_id, 'receipt', (p_dispute).receipt,
    'why', (p_dispute).why, 'channel', (p_dispute).channel, 'state', (p_dispute).state,
    'last3', (p_dispute).phone_last3, 'opened_at', (p_dispute).opened_at at time zone p_zone,
    'late', (p_dispute).state in ('open', 'proposed') and (p_dispute).opened_at < clock_timestamp()
            - config.setting(p_setting => 'dispute_alarm_hours')::int * interval '1 hour',
    'amount_cents', (p_dispute).amount_cents, 'method', (p_dispute).method, 'reason', (p_dispute).reason,
    'maker', accounts.actor_card(p_actor => 'user:' || (p_dispute).made_by),
    'decider', accounts.actor_card(p_actor => 'user:' || (p_dispute).decided_by),
    'decided_at', (p_dispute).decided_at at time zone p_zone,
    'cents', f.amount_cents, 'plate', v.plate, 'paid_at', f.paid_at at time zone p_zone, 'seats', i.seats)
    from fares.fares f join fleet.vehicles v using (vehicle_id)
    left join mobile_money.payment_intents i on i.payment_ref = f.payment_ref
   where f.receipt = (p_dispute).receipt
$$;
comment on function fares.dispute_card is 'The dispute with its fare (cents, plate, paid_at, seats); late: open for '
  'longer than dispute_alarm_hours. Raises nothing.';

-- Shows what a passenger asked to pay and what became of the prompt, for pages of staff.
create or replace function mobile_money.intent_card(p_payment_ref text, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object('account_ref', i.account_ref, 'plate', v.plate, 'cents', i.amount_cents, 'seats', i.seats,
      'stage', s.name, 'state', i.state, 'code', i.result_code, 'means', c.meaning, 'receipt', i.receipt,
      'queries', i.queries, 'last3', f.phone_last3, 'created_at', i.created_at at time zone p_zone,
      'pushed_at', i.pushed_at at time zone p_zone, 'finished_at', i.finished_at at time zone p_zone)
    from mobile_money.payment_intents i join fleet.vehicles v using (vehicle_id)
    left join fleet.stages s on s.stage_id = i.stage_id
    left join privacy.phones f on f.phone_hash = i.phone_hash
    left join mobile_money.result_codes c on c.api = 'stk' and c.code = i.result_code
   where i.payment_ref = p_payment_ref
$$;
comment on function mobile_money.intent_card is
  'account_ref, plate, cents, seats, stage, state, code and what it means, receipt, queries, last3, created_at, '
  'pushed_at, finished_at; null for no such intent. Raises nothing.';

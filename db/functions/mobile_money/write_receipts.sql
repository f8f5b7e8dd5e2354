-- Queues the passengers' receipts, one SMS each: paid, for how many people, which vehicle (door code and plate), which
-- M-Pesa reference, and what to say to the conductor, for which the plate makes room. Only a SIM that has dialled us
-- gets one: M-Pesa hides the number of a direct PayBill payer. Money in suspense gets a text that says how to claim it.
-- It says the fare, also where more or less was paid, or where credit paid it all and M-Pesa nothing; and the points
-- that it earned, where they fit. One look-up for each receipt and table, in one statement; the texts are made in a
-- loop, because each step of a statement has to be prepared (docs/decisions/batching.md). Locks: its own new rows.
-- Repeat: one SMS a receipt, and one more when suspense is assigned. Source: docs/decisions/ussd-menu.md.
create or replace function mobile_money.write_receipts(p_facts mobile_money.receipt_fact[]) returns int
language plpgsql as $$
declare
  v_ussd_code text := config.setting(p_setting => 'ussd_code');
  v_keys      text[] := array[]::text[];
  v_payloads  jsonb[] := array[]::jsonb[];
  v_new       int := 0;
  v_points    text;
  v_text      text;
  f           mobile_money.receipt_fact;
  v           record;
begin
  for v in
    select i as n, coalesce(x.phone_hash, p_facts[i].payer_hash) as phone_hash, x.lang, x.seats, c.plate,
           (select h.lang from privacy.phones h
             where h.phone_hash = coalesce(x.phone_hash, p_facts[i].payer_hash) and h.phone_sealed <> '') as phone_lang,
           (select s.name from fleet.stages s
             where s.stage_id = x.stage_id and x.vehicle_id = p_facts[i].vehicle_id) as stage,
           (select l.label from fares.seat_labels(p_payment_ref => p_facts[i].payment_ref) l(label)) as label,
           (select r.number from fleet.routes r where r.route_id = c.route_id) as route,
           (select d.door_code from fleet.door_codes d
             where d.vehicle_id = p_facts[i].vehicle_id and d.valid_to is null) as door_code,
           (select t.points from loyalty.loyalty_transactions t
             where t.kind = 'award' and t.receipt = p_facts[i].receipt) as points
      from generate_subscripts(p_facts, 1) i
      left join lateral (select p.phone_hash, p.lang, p.seats, p.stage_id, p.vehicle_id
        from mobile_money.payment_intents p where p.payment_ref = p_facts[i].payment_ref offset 0) x on true
      left join lateral (select b.plate, b.route_id
        from fleet.vehicles b where b.vehicle_id = p_facts[i].vehicle_id offset 0) c on true
  loop
    continue when v.phone_lang is null;
    f := p_facts[v.n];
    v.lang := coalesce(v.lang, v.phone_lang);
    v_points := case when v.points is not null then messaging.say(
      p_key => 'sms_receipt_points', p_lang => v.lang, p_args => array[v.points::text]) end;
    v_text := messaging.say(
      p_key => case when f.state <> 'suspense' then case when v.stage is null then 'sms_receipt'
                                                         else 'sms_receipt_stage' end
                    when 'offer_back' = any (f.flags) then 'sms_paid_again' else 'sms_suspense' end,
      p_lang => v.lang,
      p_args => array[messaging.money_text(p_cents => f.cents), f.receipt,
        to_char(f.paid_at at time zone f.time_zone, 'HH24:MI'), v_ussd_code, v.route,
        case when v.label is null then concat_ws(' ', v.door_code, v.plate) else coalesce(v.door_code, v.plate) end,
        case when v.seats > 1 then messaging.say(p_key => 'sms_receipt_people', p_lang => v.lang,
                                                 p_args => array[v.seats::text]) end,
        case when v.label is null then v.stage else left(v.stage, 12) end, ' ' || v.label || '.', v_points]);
    v_keys := v_keys || case f.state when 'suspense' then f.receipt || '/suspense' else f.receipt end;
    v_payloads := v_payloads || jsonb_build_object('phone_hash', encode(v.phone_hash, 'hex'), 'text',
      case when length(v_text) > 160 then replace(v_text, coalesce(v_points, ''), '') else v_text end);
  end loop;
  if v_keys <> '{}' then
    insert into messaging.outbox (topic, key, payload)
    select 'sms', v_keys[i], v_payloads[i] from generate_subscripts(v_keys, 1) i
     where (select o.key from messaging.outbox_done o where o.topic = 'sms' and o.key = v_keys[i]) is null
    on conflict (topic, key) do nothing;
    get diagnostics v_new = row_count;
  end if;
  return v_new;
end $$;
comment on function mobile_money.write_receipts is
  'Puts the receipts into the outbox (topic sms, key the receipt, or <receipt>/suspense) for payers whose SIM we know; '
  'returns how many are new. Raises LFN50 (text missing).';

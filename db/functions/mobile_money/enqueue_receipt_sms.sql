-- Queues the passenger's receipt as one SMS: paid, for how many people, which vehicle (door code and plate), which
-- M-Pesa reference, and what to say to the conductor, for which the plate makes room. Only a SIM that has dialled us
-- gets one: M-Pesa hides the number of a direct PayBill payer. Money in suspense gets a text that says how to claim it.
-- It says the fare, also where more or less was paid, or where credit paid it all and M-Pesa nothing; and the points
-- that it earned, where they fit. Source: docs/decisions/ussd-menu.md. Called in the transaction that settles the
-- payments. One look-up for each receipt and table: a join could be planned to read all of one. Locks: its own new
-- rows. Repeat: one SMS a receipt, and one more when suspense is assigned.
create or replace function mobile_money.enqueue_receipt_sms(
  p_receipts text[]    -- already in mobile_money.payments, or in fares.fares
) returns int
language plpgsql as $$
declare
  v_new int;
begin
  insert into messaging.outbox (topic, key, payload)
  select 'sms', s.key, jsonb_build_object('phone_hash', encode(s.phone_hash, 'hex'), 'text',
           case when length(s.text) > 160 then replace(s.text, s.points, '') else s.text end)
    from (select p.receipt || case p.state when 'suspense' then '/suspense' else '' end as key, f.phone_hash,
               messaging.say(
                 p_key => case when 'offer_back' = any (p.flags) and p.state = 'suspense' then 'sms_paid_again'
                               when p.state = 'suspense' then 'sms_suspense'
                               when i.stage is null then 'sms_receipt' else 'sms_receipt_stage' end,
                 p_lang => coalesce(i.lang, f.lang),
                 p_args => array[messaging.money_text(p_cents => p.cents), p.receipt,
                             to_char(p.paid_at at time zone p.time_zone, 'HH24:MI'),
                             config.setting(p_setting => 'ussd_code'),
                             v.route, case when i.label is null then concat_ws(' ', v.door_code, v.plate)
                                           else coalesce(v.door_code, v.plate) end,
                             case when i.seats > 1 then messaging.say(p_key => 'sms_receipt_people',
                               p_lang => coalesce(i.lang, f.lang), p_args => array[i.seats::text]) else '' end,
                             case when i.label is null then i.stage else left(i.stage, 12) end,
                             coalesce(' ' || i.label || '.', ''), l.text]) as text, l.text as points
          from unnest(p_receipts) as q(receipt)
         cross join lateral (
           select m.receipt, m.state, m.flags, m.paid_at, m.payment_ref, m.payer_hash, m.vehicle_id,
                  (select t.time_zone from mobile_money.tills t where t.short_code = m.short_code) as time_zone,
                  coalesce((select r.amount_cents from fares.fares r where r.receipt = m.receipt),
                           m.amount_cents) as cents
             from mobile_money.payments m where m.receipt = q.receipt
            union all   -- paid by credit
           select r.receipt, 'posted', '{}', r.paid_at, r.payment_ref, null, r.vehicle_id,
                  config.setting(p_setting => 'time_zone'), r.amount_cents
             from fares.fares r
            where r.receipt = q.receipt
              and (select m.receipt from mobile_money.payments m where m.receipt = q.receipt) is null
           offset 0) p
          left join lateral (
            select n.phone_hash, n.lang, n.seats, fares.seat_label(p_payment_ref => n.payment_ref) as label,
                   (select st.name from fleet.stages st
                     where st.stage_id = n.stage_id and n.vehicle_id = p.vehicle_id) as stage
              from mobile_money.payment_intents n where n.payment_ref = p.payment_ref offset 0) i on true
         cross join lateral (
           select h.phone_hash, h.lang from privacy.phones h
            where h.phone_hash = coalesce(i.phone_hash, p.payer_hash) and h.phone_sealed <> '' offset 0) f
          left join lateral (
            select c.plate, (select r.number from fleet.routes r where r.route_id = c.route_id) as route,
                   (select d.door_code from fleet.door_codes d
                     where d.vehicle_id = c.vehicle_id and d.valid_to is null) as door_code
              from fleet.vehicles c where c.vehicle_id = p.vehicle_id offset 0) v on true
         cross join lateral (select coalesce((select messaging.say(p_key => 'sms_receipt_points',
             p_lang => coalesce(i.lang, f.lang), p_args => array[a.points::text])
           from loyalty.awarded(p_receipts => array[p.receipt]) a), '')) l(text)) s
   where (select o.key from messaging.outbox_done o where o.topic = 'sms' and o.key = s.key) is null
  on conflict (topic, key) do nothing;
  get diagnostics v_new = row_count;
  return v_new;
end $$;
comment on function mobile_money.enqueue_receipt_sms is
  'Puts the receipts of settled payments into the outbox (topic sms, key the receipt, or <receipt>/suspense) for '
  'payers whose SIM we know; returns how many are new. Raises LFN50 (text missing).';

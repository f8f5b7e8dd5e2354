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
  v_ussd_code text := config.setting(p_setting => 'ussd_code');
  v_new       int;
begin
  insert into messaging.outbox (topic, key, payload)
  select 'sms', s.key, jsonb_build_object('phone_hash', encode(s.phone_hash, 'hex'), 'text',
           case when length(s.text) > 160 then replace(s.text, s.points, '') else s.text end)
    from (select p.receipt || case p.state when 'suspense' then '/suspense' else '' end as key, k.phone_hash,
               coalesce(messaging.fill(
                 p_format => t.format,
                 p_args => array[messaging.money_text(p_cents => p.cents), p.receipt,
                             to_char(p.paid_at at time zone p.time_zone, 'HH24:MI'), v_ussd_code,
                             v.route, case when i.label is null then concat_ws(' ', v.door_code, v.plate)
                                           else coalesce(v.door_code, v.plate) end,
                             case when i.seats > 1 then messaging.say(p_key => 'sms_receipt_people',
                               p_lang => k.lang, p_args => array[i.seats::text]) else '' end,
                             case when i.label is null then i.stage else left(i.stage, 12) end,
                             coalesce(' ' || i.label || '.', ''), l.text]),
                 messaging.say(k.key, k.lang, '{}')) as text,   -- raises where a text is missing
               coalesce(l.text, '') as points
          from unnest(p_receipts) as q(receipt)
         cross join lateral mobile_money.receipt_facts(p_receipt => q.receipt) p
          left join lateral (
            select n.phone_hash, n.lang, n.seats,
                   (select b.said from fares.seat_labels(p_payment_ref => n.payment_ref) b(said)) as label,
                   (select st.name from fleet.stages st
                     where st.stage_id = n.stage_id and n.vehicle_id = p.vehicle_id) as stage
              from mobile_money.payment_intents n where n.payment_ref = p.payment_ref offset 0) i on true
         cross join lateral (
           select h.phone_hash, coalesce(i.lang, h.lang) as lang,
                  case when p.state <> 'suspense' then case when i.stage is null then 'sms_receipt'
                                                            else 'sms_receipt_stage' end
                       when 'offer_back' = any (p.flags) then 'sms_paid_again' else 'sms_suspense' end as key
             from privacy.phones h
            where h.phone_hash = coalesce(i.phone_hash, p.payer_hash) and h.phone_sealed <> '' offset 0) k
          left join lateral (
            select c.plate, (select r.number from fleet.routes r where r.route_id = c.route_id) as route,
                   (select d.door_code from fleet.door_codes d
                     where d.vehicle_id = c.vehicle_id and d.valid_to is null) as door_code
              from fleet.vehicles c where c.vehicle_id = p.vehicle_id offset 0) v on true
          left join lateral messaging.formats(p_key => k.key, p_lang => k.lang) t(format) on true
          left join lateral (
            select coalesce(messaging.fill(e.format, array[a.points::text]),
                            messaging.say('sms_receipt_points', k.lang, '{}')) as text
              from loyalty.awarded(p_receipts => array[p.receipt]) a
              left join lateral messaging.formats('sms_receipt_points', k.lang) e(format) on true offset 0) l on true
        offset 0) s   -- so that no text is made twice
   where (select o.key from messaging.outbox_done o where o.topic = 'sms' and o.key = s.key) is null
  on conflict (topic, key) do nothing;
  get diagnostics v_new = row_count;
  return v_new;
end $$;
comment on function mobile_money.enqueue_receipt_sms is
  'Puts the receipts of settled payments into the outbox (topic sms, key the receipt, or <receipt>/suspense) for '
  'payers whose SIM we know; returns how many are new. Raises LFN50 (text missing).';

-- Queues the passenger's receipt as one SMS: paid, for how many people, which vehicle (door code and plate), which
-- M-Pesa reference. Only a SIM that has dialled us gets one: M-Pesa hides the number of a direct PayBill payer. Money
-- in suspense gets a text that says how to claim it. Source: docs/decisions/ussd-menu.md. Called in the transaction
-- that settles the payments. Locks: its own new rows. Repeat: one SMS a receipt, and one more when suspense is
-- assigned.
create or replace function mobile_money.enqueue_receipt_sms(
  p_receipts text[]    -- already in mobile_money.payments
) returns int
language plpgsql as $$
declare
  v_new int;
begin
  insert into messaging.outbox (topic, key, payload)
  select 'sms', s.key, jsonb_build_object('phone_hash', encode(s.phone_hash, 'hex'), 'text', s.text)
    from (select p.receipt || case p.state when 'suspense' then '/suspense' else '' end as key, f.phone_hash,
               messaging.say(
                 p_key => case when 'offer_back' = any (p.flags) and p.state = 'suspense' then 'sms_paid_again'
                               when p.state = 'suspense' then 'sms_suspense'
                               when st.name is null then 'sms_receipt' else 'sms_receipt_stage' end,
                 p_lang => coalesce(i.lang, f.lang),
                 p_args => array[messaging.money_text(p_cents => p.amount_cents), p.receipt,
                             to_char(p.paid_at at time zone t.time_zone, 'HH24:MI'), u.value,
                             r.number, concat_ws(' ', d.door_code, v.plate),
                             case when i.seats > 1 then messaging.say(p_key => 'sms_receipt_people',
                               p_lang => coalesce(i.lang, f.lang), p_args => array[i.seats::text]) else '' end,
                             st.name]) as text
          from mobile_money.payments p
          left join mobile_money.payment_intents i on i.payment_ref = p.payment_ref
          join privacy.phones f on f.phone_hash = coalesce(i.phone_hash, p.payer_hash) and f.phone_sealed <> ''
          join mobile_money.tills t on t.short_code = p.short_code
          join config.settings u on u.setting = 'ussd_code'
          left join fleet.vehicles v on v.vehicle_id = p.vehicle_id
          left join fleet.routes r on r.route_id = v.route_id
          left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
          left join fleet.stages st on st.stage_id = i.stage_id and i.vehicle_id = v.vehicle_id
         where p.receipt = any (p_receipts)) s
   where not exists (select from messaging.outbox_done o where o.topic = 'sms' and o.key = s.key)
  on conflict (topic, key) do nothing;
  get diagnostics v_new = row_count;
  return v_new;
end $$;
comment on function mobile_money.enqueue_receipt_sms is
  'Puts the receipts of settled payments into the outbox (topic sms, key the receipt, or <receipt>/suspense) for '
  'payers whose SIM we know; returns how many are new. Raises LFN50 (text missing).';

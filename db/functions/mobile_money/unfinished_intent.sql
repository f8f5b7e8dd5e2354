-- Finds an open prompt of this SIM: the passenger waits for it and is not charged again. A prompt that M-Pesa gave up
-- is not open, though its money may come: mobile_money.doubtful_intent finds it.
create or replace function mobile_money.unfinished_intent(
  p_phone_hash   bytea,
  p_vehicle_id   bigint,        -- null: whichever
  p_amount_cents bigint,        -- the price; null: whichever
  p_at           timestamptz
) returns mobile_money.payment_intents
language plpgsql stable as $$
declare
  v_found mobile_money.payment_intents;
begin
  -- Nearly every SIM has no open prompt, and what else there is to ask is not asked for it. Prompts are sent within
  -- minutes (push_send_seconds), so that all rides of years need not be read. offset 0: by the SIM, never by the index
  -- of everybody's open prompts.
  for v_found in
    select i.* from (select n.* from mobile_money.payment_intents n
                      where n.phone_hash = p_phone_hash and n.created_at > p_at - interval '24 hours' offset 0) i
     where i.state in ('created', 'pushed', 'unknown')
       and (p_vehicle_id is null or i.vehicle_id = p_vehicle_id)
       and (p_amount_cents is null or i.amount_cents + i.credit_cents = p_amount_cents)
     order by i.created_at desc
  loop
    if coalesce(v_found.pushed_at, v_found.created_at)
         > p_at - make_interval(secs => config.setting(p_setting => 'push_wait_seconds')::int)
       and not exists (select from mobile_money.result_codes r
                        where r.api = 'stk' and r.code = v_found.result_code and r.means = 'unknown') then
      return v_found;
    end if;
  end loop;
  return null;
end $$;
comment on function mobile_money.unfinished_intent is
  'The newest intent of a SIM whose prompt is younger than push_wait_seconds and has no result; null when there is '
  'none.';

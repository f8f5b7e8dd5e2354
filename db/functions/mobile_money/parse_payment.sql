-- Parses one message about money: how much, when, for which vehicle, answering which intent. It ignores repeats.
create or replace function mobile_money.parse_payment(
  p_message     mobile_money.payment_message,
  p_ordinal     int,          -- index in its batch, from 1
  p_received_at timestamptz   -- by our clock; used when M-Pesa's time makes no sense
) returns mobile_money.parsed_payment
language plpgsql stable as $$
declare
  v_till mobile_money.tills;
  v_time timestamptz;
  v      mobile_money.parsed_payment;
begin
  v.message := p_message; v.ordinal := p_ordinal; v.channel := 'paybill';
  v.flags := array_remove(array[p_message.flag], null);
  v.amount_cents := mobile_money.parse_cents(p_text => p_message.amount);
  -- The PayBill's balance may be negative. It is compared, never posted.
  v.org_balance_cents := case
    when p_message.org_balance like '-%' then -mobile_money.parse_cents(p_text => substr(p_message.org_balance, 2))
    else mobile_money.parse_cents(p_text => p_message.org_balance) end;
  select t.* into v_till from mobile_money.tills t where t.short_code = p_message.short_code;
  v.fault := case
    when v_till.short_code is null then 'wrong till'
    when p_message.receipt is null or p_message.receipt !~ '^[A-Z0-9]{6,20}$' then 'bad receipt'
    when v.amount_cents is null or v.amount_cents = 0 then 'bad amount'
    when v.amount_cents > v_till.max_cents then 'amount over limit' end;
  if v.fault is not null then
    return v;
  end if;
  v_time := mobile_money.parse_time(p_text => p_message.trans_time, p_time_zone => v_till.time_zone);
  v.paid_at := v_time;
  -- Not later than now: a message can't be older than its payment, but the clock that dated it may have been wrong.
  if v_time is null or v_time > greatest(p_received_at, now()) + interval '5 minutes'
     or v_time < p_received_at - interval '48 hours' and coalesce(p_message.flag, '') !~ '^from_' then
    v.paid_at := p_received_at;
    v.flags := v.flags || 'time_replaced'::text;
  elsif v_time < p_received_at - interval '1 hour' then
    v.flags := v.flags || 'late'::text;
  end if;
  return mobile_money.resolve_payee(p_payment => v, p_currency => v_till.currency);
end $$;
comment on function mobile_money.parse_payment is
  'The message with its meaning. fault set: unusable (wrong till, bad receipt, bad amount, amount over limit). '
  'vehicle_id null: it goes to suspense.';

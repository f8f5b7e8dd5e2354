-- Parses messages about money: how much, when, for which vehicle, answering which intent. It ignores repeats. A loop
-- with look-ups of one row each, because one statement for all of it costs several times as much to start.
-- Source: docs/decisions/batching.md.
create or replace function mobile_money.parse_payments(
  p_messages    mobile_money.payment_message[],
  p_received_at timestamptz   -- by our clock, of messages that say no earlier time; used when M-Pesa's makes no sense
) returns mobile_money.parsed_payment[]
language plpgsql stable as $$
declare
  v_parsed mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_till   mobile_money.tills;   -- that of the message before
  m        mobile_money.payment_message;
  v        mobile_money.parsed_payment;
  v_came   timestamptz;
  v_time   record;
  v_payee  record;
begin
  for i in 1 .. cardinality(p_messages) loop
    m := p_messages[i];
    if v_till.short_code is distinct from m.short_code then
      select t.* into v_till from mobile_money.tills t where t.short_code = m.short_code;
    end if;
    v := null;
    v.ordinal := i;
    v.channel := 'paybill';
    v.amount_cents := mobile_money.parse_cents(p_text => m.amount);
    v.fault := case when v_till.short_code is null then 'wrong till'
                    when m.receipt is null or m.receipt !~ '^[A-Z0-9]+$' or length(m.receipt) not between 6 and 20
                      then 'bad receipt'
                    when v.amount_cents is null or v.amount_cents = 0 then 'bad amount'
                    when v.amount_cents > v_till.max_cents then 'amount over limit' end;
    v.flags := array_remove(array[m.flag], null);
    if m.org_balance is not null then   -- it may be negative; it is compared, never posted
      v.org_balance_cents := case when m.org_balance like '-%'
        then -mobile_money.parse_cents(p_text => substr(m.org_balance, 2))
        else mobile_money.parse_cents(p_text => m.org_balance) end;
    end if;
    if v.fault is null then
      v_came := least(m.received_at, p_received_at);
      v_time := mobile_money.payment_times(p_text => m.trans_time, p_time_zone => v_till.time_zone, p_came => v_came,
                                           p_flag => m.flag);
      v.paid_at := coalesce(v_time.said, v_came);
      v_payee := mobile_money.payees(p_payment_ref => m.payment_ref, p_bill_ref => m.bill_ref,
        p_payer_hash => m.payer_hash, p_cents => v.amount_cents, p_at => v.paid_at, p_currency => v_till.currency);
      v.vehicle_id := v_payee.vehicle_id;
      v.split_rule_id := v_payee.split_rule_id;
      v.fare_cents := v_payee.fare_cents;
      v.flags := array_remove(v.flags || v_time.flag || v_payee.flag, null);
      v.channel := case when v_payee.payment_ref is null then 'paybill' else 'ussd' end;
      m.payment_ref := v_payee.payment_ref;
      m.bill_ref := coalesce(v_payee.bill_ref, m.bill_ref);
      m.payer_hash := coalesce(m.payer_hash, v_payee.payer_hash);
    end if;
    v.message := m;
    v_parsed[i] := v;
  end loop;
  return v_parsed;
end $$;
comment on function mobile_money.parse_payments is
  'The messages with their meaning, in order. fault set: unusable (wrong till, bad receipt, bad amount, amount over '
  'limit). vehicle_id null: it goes to suspense.';

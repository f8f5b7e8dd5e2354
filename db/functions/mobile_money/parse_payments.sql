-- Parses messages about money: how much, when, for which vehicle, answering which intent. It ignores repeats. All
-- messages of a batch in one statement, because starting one costs more than what it does; one look-up for each
-- message and table. Source: docs/decisions/batching.md.
create or replace function mobile_money.parse_payments(
  p_messages    mobile_money.payment_message[],
  p_received_at timestamptz   -- by our clock, of messages that say no earlier time; used when M-Pesa's makes no sense
) returns mobile_money.parsed_payment[]
language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(row(
             row(m.receipt, m.amount, coalesce(w.bill_ref, m.bill_ref), m.trans_time, m.short_code, m.org_balance,
                 case when f.fault is null then w.payment_ref else m.payment_ref end, m.result_code,
                 coalesce(m.payer_hash, w.payer_hash), m.payer_last3, m.body_sealed, m.body_sha256, m.received_at,
                 m.flag)::mobile_money.payment_message,
             m.n::int, a.cents, case when f.fault is null then coalesce(d.said, a.came) end, w.vehicle_id,
             w.split_rule_id, case when w.payment_ref is null then 'paybill' else 'ussd' end,
             array_remove(array[m.flag, case when f.fault is null then d.flag end, w.flag], null), f.fault, a.balance,
             w.fare_cents)::mobile_money.parsed_payment order by m.n), '{}')
      from unnest(p_messages) with ordinality as m(receipt, amount, bill_ref, trans_time, short_code, org_balance,
             payment_ref, result_code, payer_hash, payer_last3, body_sealed, body_sha256, received_at, flag, n)
      left join mobile_money.tills t on t.short_code = m.short_code
     cross join lateral (
       select mobile_money.parse_cents(p_text => m.amount) as cents, least(m.received_at, p_received_at) as came,
              -- The PayBill's balance may be negative. It is compared, never posted.
              case when m.org_balance like '-%' then -mobile_money.parse_cents(p_text => substr(m.org_balance, 2))
                   else mobile_money.parse_cents(p_text => m.org_balance) end as balance offset 0) a
     cross join lateral (
       select case when t.short_code is null then 'wrong till'
                   when m.receipt is null or m.receipt !~ '^[A-Z0-9]+$' or length(m.receipt) not between 6 and 20
                     then 'bad receipt'
                   when a.cents is null or a.cents = 0 then 'bad amount'
                   when a.cents > t.max_cents then 'amount over limit' end as fault offset 0) f
     cross join lateral mobile_money.payment_times(p_text => m.trans_time, p_time_zone => t.time_zone,
       p_came => a.came, p_flag => m.flag) d
      left join lateral mobile_money.payees(p_payment_ref => m.payment_ref, p_bill_ref => m.bill_ref,
        p_payer_hash => m.payer_hash, p_cents => a.cents, p_at => coalesce(d.said, a.came),
        p_currency => t.currency) w on f.fault is null);
end $$;
comment on function mobile_money.parse_payments is
  'The messages with their meaning, in order. fault set: unusable (wrong till, bad receipt, bad amount, amount over '
  'limit). vehicle_id null: it goes to suspense.';

-- What does the operator's answer about one of our payments say? Only a plain yes is a yes, only a plain
-- no is a no; all else is no answer, and is asked again.
-- Source: mobile-money facts, 1.6; docs/decisions/holds-and-verification.md. Locks: none. Repeat: reads only.
create or replace function mobile_money.classify_status(
  p_receipt       text,     -- ours
  p_result_code   text,     -- ResultCode: "0", 0 or "R000002"
  p_said_receipt  text,     -- ReceiptNo, or null
  p_said_status   text,     -- TransactionStatus, or null
  p_said_amount   text      -- Amount as sent, or null
) returns text
language sql stable as $$
  select case
           when r.means = 'failed' then 'differs'
           when r.means is distinct from 'paid' then 'unknown'
           when t.means = 'failed' then 'differs'
           when t.means is distinct from 'paid' or p_said_receipt is null
             or mobile_money.parse_cents(p_text => p_said_amount) is null then 'unknown'
           when p_said_receipt = p_receipt and mobile_money.parse_cents(p_text => p_said_amount) = p.amount_cents
             then 'verified'
           else 'differs'
         end
    from mobile_money.payments p
    left join mobile_money.result_codes r on r.api = 'status' and r.code = p_result_code
    left join mobile_money.result_codes t on t.api = 'transaction' and t.code = upper(btrim(p_said_status))
   where p.receipt = p_receipt
$$;
comment on function mobile_money.classify_status is
  'verified (completed, the same receipt and amount), differs (definitely otherwise) or unknown; null for a receipt '
  'that we do not know. Raises nothing.';

-- Applies M-Pesa's definite answer about a payment: verified releases the money; differs holds it, again if it was
-- released, and raises an alarm. Source: docs/decisions/holds-and-verification.md. Called with the verification's row
-- locked. Locks: the holds; to hold again, its sub_wallets. Repeat: nothing more is released or held.
create or replace function mobile_money.decide_verification(
  p_receipt     text,
  p_answer      text,    -- verified or differs
  p_result_code text,
  p_said_status text,
  p_said_amount text
) returns text
language plpgsql as $$
declare
  v mobile_money.verifications;
begin
  -- Only known words and amounts are stored: no name and no phone number.
  update mobile_money.verifications k
     set state = p_answer, decided_at = clock_timestamp(),
         told_code = case when p_result_code ~ '^[A-Z0-9._]{1,20}$' then p_result_code else 'other' end,
         told_status = (select t.code from mobile_money.result_codes t
                         where t.api = 'transaction' and t.code = upper(btrim(p_said_status))),
         told_cents = mobile_money.parse_cents(p_text => p_said_amount)
   where k.receipt = p_receipt returning k.* into v;
  if p_answer = 'verified' then
    perform ledger.release_holds(p_journal_id => j.journal_id, p_reason => 'verified with the operator')
       from (select v.journal_id
             union select r.journal_id from fares.refunds r where r.receipt in (p_receipt, p_receipt || '-2')
             union select c.journal_id from ledger.journals c where c.kind = 'change' and c.reference = p_receipt) j;
  else
    perform ledger.hold_remaining(p_journal_id => j.journal_id, p_reason => 'the operator knows it otherwise')
       from (select v.journal_id
             union select c.journal_id from ledger.journals c where c.kind = 'change' and c.reference = p_receipt
             order by 1) j;
    perform messaging.raise_alarm(p_kind => 'payment_differs', p_subject => p_receipt,
      p_detail => format('asked about it, the operator says: code %s, %s, %s cents', v.told_code,
                         coalesce(v.told_status, 'no state'), coalesce(v.told_cents::text, 'no')))
      where not exists (select from mobile_money.payments p where p.receipt = p_receipt and p.state = 'reversed');
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'answered: ' || p_answer
   where a.kind = 'payment_unverified' and a.subject = p_receipt and a.acknowledged_at is null;
  -- The query is answered: it is due now, and the worker ends it.
  update messaging.outbox o set state = 'ready', failures = 0, next_attempt_at = statement_timestamp()
   where o.topic = 'status_query' and o.key = v.receipt || '/' || v.round and o.state <> 'leased';
  return p_answer;
end $$;
comment on function mobile_money.decide_verification is
  'Records the answer and releases or keeps the holds; returns the answer. Differs raises the alarm '
  'payment_differs, unless it is known that the operator took the payment back.';

-- Applies the operator's answer to our question about a payout. "No such transaction" is no end: the request may still
-- be on its way, so it stays unknown until the operator or two of our people know. Nor is a yes without its amount.
-- Locks: as payouts.take_result. Repeat: the same answer changes nothing.
create or replace function payouts.answer_query(
  p_payout_id    bigint,
  p_result_code  text,    -- of the question
  p_said_receipt text,
  p_said_status  text,    -- TransactionStatus
  p_said_amount  text
) returns text language sql as $$
  select payouts.take_result(p_payout_id => p_payout_id, p_result_code => left(p_said_status, 20),
    p_receipt => p_said_receipt, p_cents => mobile_money.parse_cents(p_text => p_said_amount), p_paid_at => null,
    p_means => case when (select r.means from mobile_money.result_codes r
                           where r.api = 'status' and r.code = p_result_code) = 'paid'
                    then (select case when t.means <> 'paid' or mobile_money.parse_cents(p_text => p_said_amount) > 0
                                      then t.means end
                            from mobile_money.result_codes t
                           where t.api = 'transaction' and t.code = upper(btrim(p_said_status))) end)
$$;
comment on function payouts.answer_query is 'Outcomes of payouts.take_result. Raises nothing.';

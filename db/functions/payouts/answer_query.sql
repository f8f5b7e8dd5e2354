-- Applies the operator's answer to our question about a payout. "No such transaction" is no end: the request may still
-- be on its way, so it stays unknown until the operator or two of our people know; it is counted
-- (payouts.unanswered). Nor is a yes without its amount.
-- Locks: as payouts.take_result. Repeat: the same answer moves nothing.
create or replace function payouts.answer_query(
  p_payout_id    bigint,
  p_result_code  text,    -- of the question
  p_said_receipt text,
  p_said_status  text,    -- TransactionStatus
  p_said_amount  text
) returns text language sql as $$
  update payouts.payouts p
     set not_known_times = case r.means when 'failed' then p.not_known_times + 1 else 0 end,
         not_known_since = case r.means when 'failed' then coalesce(p.not_known_since, clock_timestamp()) end
    from mobile_money.result_codes r
   where p.payout_id = p_payout_id and p.state in ('queued', 'sent', 'unknown') and r.api = 'status'
     and r.code = p_result_code and (r.means = 'failed' or r.means = 'paid' and p.not_known_times > 0);
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

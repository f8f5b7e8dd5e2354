-- Settles M-Pesa's answer to our query about one payment, one payout (payouts.answer_query) or our accounts' balances,
-- sent to the address made for that query. Of a payment, a plain yes releases
-- the money, a plain no keeps it held and raises an alarm, anything else is asked again. Source: docs/mobile-money.md,
-- 1.6; docs/decisions/holds-and-verification.md. Locks: the verification's row; then its holds or, for a contradiction,
-- the sub_wallets. Repeat: the first definite answer stands; the same answer again is counted.
create or replace function telco.settle_status(
  p_ref          text,    -- from the path
  p_result_code  text,    -- ResultCode; timeout when the operator's queue gave up
  p_said_receipt text,    -- ReceiptNo, or null
  p_said_status  text,    -- TransactionStatus, or null
  p_said_amount  text,    -- Amount as sent, or null
  p_body_sealed  bytea,
  p_body_sha256  bytea,
  p_received_at  timestamptz default null,  -- when it came, if that was earlier (the web's spool)
  p_said_balance text default null          -- AccountBalance, in the answer about our accounts
) returns table (outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v        mobile_money.verifications;
  v_cents  constant bigint := mobile_money.parse_cents(p_text => p_said_amount);
  v_answer text;
  v_payout payouts.payouts;
begin
  select k.* into v from mobile_money.verifications k where k.ref = p_ref for no key update;
  if found then
    select case when r.means = 'failed' then 'differs'
                when r.means is distinct from 'paid' then 'unknown'
                when t.means = 'failed' then 'differs'
                when t.means is distinct from 'paid' or p_said_receipt is null or v_cents is null then 'unknown'
                when p_said_receipt = p.receipt and v_cents = p.amount_cents then 'verified'
                else 'differs' end into v_answer
      from mobile_money.payments p
      left join mobile_money.result_codes r on r.api = 'status' and r.code = p_result_code
      left join mobile_money.result_codes t on t.api = 'transaction' and t.code = upper(btrim(p_said_status))
     where p.receipt = v.receipt;
  else
    select p.* into v_payout from payouts.payouts p where p.query_ref = p_ref;
    if found then
      v_answer := payouts.answer_query(p_payout_id => v_payout.payout_id, p_result_code => p_result_code,
        p_said_receipt => p_said_receipt, p_said_status => p_said_status, p_said_amount => p_said_amount);
    elsif exists (select from payouts.float_balances f where f.query_ref = p_ref) then
      v_answer := case when payouts.take_balance(p_said => p_said_balance,
        p_told_at => coalesce(p_received_at, clock_timestamp())) > 0 then 'verified' else 'unknown' end;
    end if;
  end if;
  outcome := case
    when v_answer is null then 'quarantine'
    when v_answer <> 'unknown' and v.decided_at is not null and v_answer <> v.state then 'conflict'
    else v_answer end;
  perform mobile_money.store_rejected(
    p_kind => case p_result_code when 'timeout' then 'status_timeout' else 'status_result' end,
    p_outcome => outcome, p_receipt => v.receipt,
    p_reason => case outcome
      when 'quarantine' then 'no enquiry waits for this'
      when 'conflict' then case when v.receipt is not null
        then format('answered %s before, now %s', v.state, v_answer)
        else format('answered %s, %s for a payout of %s that was %s', left(p_said_status, 20), left(p_said_amount, 20),
                    messaging.money_text(p_cents => v_payout.amount_cents), v_payout.state) end
      else 'answer ' || coalesce(substring(p_result_code from '^[A-Za-z0-9._]{1,20}$'), 'without a code') end,
    p_payment_ref => p_ref, p_payer_hash => null, p_body_sha256 => p_body_sha256, p_received_at => p_received_at,
    p_body_sealed => mobile_money.body_to_keep(
      p_receipt => v.receipt, p_payment_ref => null, p_body_sealed => p_body_sealed));
  if v.receipt is not null
     and (outcome = 'conflict' or (v.decided_at is null and outcome in ('verified', 'differs'))) then
    perform mobile_money.decide_verification(p_receipt => v.receipt, p_result_code => p_result_code,
      p_answer => case outcome when 'conflict' then 'differs' else v_answer end,
      p_said_status => p_said_status, p_said_amount => p_said_amount);
  end if;
  return next;
end $$;
comment on function telco.settle_status is
  'Returns the outcome: verified, differs, unknown (asked again), conflict (contradicts an earlier answer; the money '
  'is held), of a payout paid or failed, quarantine (we never asked this). Raises only when nothing could be written.';

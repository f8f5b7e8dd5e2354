-- Settles M-Pesa's answer to our query about one payment, sent to the address made for that query. A plain yes releases
-- the money, a plain no keeps it held and raises an alarm, anything else is asked again. Source: docs/mobile-money.md,
-- 1.6; docs/decisions/holds-and-verification.md. Locks: the verification's row; then its holds or, for a contradiction,
-- the sub_wallets. Repeat: the first definite answer stands; the same answer again is counted.
create or replace function telco.settle_status(
  p_ref          text,    -- from the path
  p_result_code  text,    -- ResultCode; timeout when the operator's queue gave up
  p_said_receipt text,    -- ReceiptNo, if said
  p_said_status  text,    -- TransactionStatus, if said
  p_said_amount  text,    -- Amount as sent, if said
  p_body_sealed  bytea,
  p_body_sha256  bytea
) returns table (outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v      mobile_money.verifications;
  v_word text;
begin
  select k.* into v from mobile_money.verifications k where k.ref = p_ref for no key update;
  v_word := mobile_money.classify_status(p_receipt => v.receipt, p_result_code => p_result_code,
    p_said_receipt => p_said_receipt,
                                      p_said_status => p_said_status, p_said_amount => p_said_amount);
  outcome := case
    when v_word is null then 'quarantine'
    when v_word <> 'unknown' and v.decided_at is not null and v_word <> v.state then 'conflict'
    else v_word end;
  perform mobile_money.store_rejected(p_kind => case p_result_code when 'timeout' then 'status_timeout'
    else 'status_result' end, p_outcome => outcome, p_receipt => v.receipt,
    p_reason => case outcome when 'quarantine' then 'no enquiry waits for this'
                             when 'conflict' then format('answered %s before, now %s', v.state, v_word)
                             else 'answer ' || coalesce(substring(p_result_code from '^[A-Za-z0-9._]{1,20}$'),
                               'without a code') end,
    p_payment_ref => p_ref, p_payer_hash => null, p_body_sha256 => p_body_sha256,
    p_body_sealed => mobile_money.body_to_keep(p_receipt => v.receipt, p_payment_ref => null,
      p_body_sealed => p_body_sealed));
  if outcome = 'conflict' or (v.decided_at is null and outcome in ('verified', 'differs')) then
    perform mobile_money.decide_verification(p_receipt => v.receipt, p_result_code => p_result_code,
      p_word => case outcome when 'conflict' then 'differs' else v_word end,
      p_said_status => p_said_status, p_said_amount => p_said_amount);
  end if;
  return next;
end $$;
comment on function telco.settle_status is
  'Returns the outcome: verified, differs, unknown (asked again), conflict (contradicts an earlier answer; the money '
  'is held), quarantine (we never asked this). Raises only when nothing could be written.';

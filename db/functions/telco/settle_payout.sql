-- Settles the result of a payout, sent to the address that was made for that one payout; or the word that the
-- operator's queue gave up on it, which says nothing of the money. Source: docs/mobile-money.md, 1.4 and 1.5;
-- docs/decisions/payouts.md. Locks: the payout's row, then clearing. Repeat: the same outcome, nothing moves twice.
create or replace function telco.settle_payout(
  p_payout_ref   text,    -- from the path
  p_result_code  text,    -- ResultCode; timeout when the operator's queue gave up
  p_said_receipt text,    -- TransactionReceipt, else TransactionID
  p_said_amount  text,
  p_said_at      text,    -- TransactionCompletedDateTime or TransCompletedTime
  p_said_utility text,    -- B2CUtilityAccountAvailableFunds, or null
  p_said_working text,    -- B2CWorkingAccountAvailableFunds, or null
  p_body_sealed  bytea,
  p_body_sha256  bytea,
  p_received_at  timestamptz default null   -- when it came, if that was earlier (the web's spool)
) returns table (outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v       payouts.payouts;
  v_cents constant bigint := mobile_money.parse_cents(p_text => p_said_amount);
  v_told  constant timestamptz := coalesce(p_received_at, clock_timestamp());
begin
  select p.* into v from payouts.payouts p where p.payout_ref = p_payout_ref for no key update;
  outcome := case when v.payout_id is null then 'quarantine' else payouts.take_result(
    p_payout_id => v.payout_id, p_result_code => p_result_code, p_receipt => p_said_receipt, p_cents => v_cents,
    p_paid_at => payouts.parse_time(p_text => p_said_at),
    -- An amount that can't be read is not a missing one: the question that follows brings it again.
    p_means => case when p_said_amount is not null and v_cents is null then 'unknown'
                    else coalesce((select r.means from mobile_money.result_codes r
                                    where r.api = 'payout' and r.code = p_result_code), 'unknown') end) end;
  perform mobile_money.store_rejected(
    p_kind => case p_result_code when 'timeout' then 'payout_timeout' else 'payout_result' end,
    p_outcome => outcome, p_receipt => p_said_receipt, p_amount_cents => v_cents, p_payer_hash => null,
    p_reason => case outcome
      when 'quarantine' then 'no payout waits for this'
      when 'conflict' then format('code %s for a payout of %s that was %s', left(p_result_code, 20),
                                  messaging.money_text(p_cents => v.amount_cents), v.state)
      else 'code ' || coalesce(substring(p_result_code from '^[A-Za-z0-9._]{1,20}$'), 'missing') end,
    p_payment_ref => p_payout_ref, p_body_sealed => p_body_sealed, p_body_sha256 => p_body_sha256,
    p_received_at => p_received_at);
  if outcome = 'paid' and v.state <> 'paid' then
    perform payouts.note_float(p_account => 'utility', p_told_at => v_told,
                               p_cents => mobile_money.parse_cents(p_text => p_said_utility));
    perform payouts.note_float(p_account => 'working', p_told_at => v_told,
                               p_cents => mobile_money.parse_cents(p_text => p_said_working));
  end if;
  return next;
end $$;
comment on function telco.settle_payout is
  'Returns the outcome: paid, failed, unknown (asked about later), conflict (another amount or receipt, or it had '
  'ended otherwise; alarm), quarantine (no such payout). Raises only when nothing could be written.';

-- Posting failed, but the money has moved: at least keep the message, in a transaction of its own,
-- for the worker to try again.
-- Source: house, Where one fare goes. Locks: the kept message's row. Repeat: counts.
create or replace function telco.keep_callback(
  p_kind        text,    -- c2b_confirmation or stk_result
  p_receipt     text,    -- no real one is longer than 20
  p_amount      text,
  p_bill_ref    text,
  p_trans_time  text,
  p_short_code  text,
  p_org_balance text,
  p_payment_ref text,
  p_result_code text,
  p_payer_hash  bytea,
  p_payer_last3 text,
  p_reason      text,    -- SQLSTATE of what failed
  p_body_sealed bytea,
  p_body_sha256 bytea
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into mobile_money.mpesa_callbacks as c (kind, receipt, outcome, reason, payment_ref, body_sha256, body_sealed,
                                                 fields, next_attempt_at)
  values (p_kind, left(p_receipt, 64), 'pending', left(p_reason, 200), left(p_payment_ref, 64), p_body_sha256, p_body_sealed,
          jsonb_build_object('amount', p_amount, 'bill_ref', p_bill_ref, 'trans_time', p_trans_time,
            -- The result of a push names no PayBill, because it is ours; a confirmation that names none stays so.
            'short_code', case when p_kind = 'stk_result'
              then coalesce(p_short_code, (select t.short_code from mobile_money.tills t order by t.short_code limit 1))
              else p_short_code end,
            'org_balance', p_org_balance, 'result_code', p_result_code,
            'payer_hash', encode(p_payer_hash, 'hex'), 'payer_last3', p_payer_last3),
          clock_timestamp() + interval '1 second')
  on conflict (body_sha256, kind) where outcome not in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.outcome
$$;
comment on function telco.keep_callback(text, text, text, text, text, text, text, text, text, bytea, text, text, bytea, bytea) is
  'Keeps a message that could not be settled (outcome pending); the worker retries it. Raises only when nothing can be written.';

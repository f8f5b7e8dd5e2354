-- Applies what the operator says of a payout, by result or in answer to our question. Success settles it, a definite no
-- gives the money back, anything else leaves it unknown, to be asked about; it is never sent again. What contradicts an
-- end that it has already is left for staff. Source: docs/mobile-money.md, 1.4 to 1.6; docs/decisions/payouts.md.
-- Locks: the payout's row, then clearing. Repeat: the same answer changes nothing.
create or replace function payouts.take_result(
  p_payout_id   bigint,
  p_means       text,          -- paid, failed, wait or unknown: see mobile_money.result_codes
  p_result_code text,
  p_receipt     text,          -- as told, or null
  p_cents       bigint,        -- as told, or null
  p_paid_at     timestamptz    -- as told, or null
) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_now    timestamptz := clock_timestamp();
begin
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if not found then
    return null;
  end if;
  if p_means = 'paid' and (p_receipt is null or p_receipt !~ '^[A-Z0-9]{6,20}$') then
    p_means := 'unknown';
  elsif p_means = 'paid' and (p_cents <> v_payout.amount_cents or v_payout.receipt <> p_receipt
          or exists (select from payouts.payouts o where o.receipt = p_receipt and o.payout_id <> p_payout_id)
          or exists (select from mobile_money.payments m where m.receipt = p_receipt))
        or p_means = 'paid' and v_payout.state not in ('queued', 'sent', 'unknown', 'paid')
        or p_means = 'failed' and v_payout.state not in ('queued', 'sent', 'unknown', 'failed') then
    update payouts.payouts p
       set state = 'unknown', query_after = v_now, sent_at = coalesce(p.sent_at, v_now),
           result_code = left(p_result_code, 40)
     where p.payout_id = p_payout_id and p.state in ('queued', 'sent');
    return 'conflict';
  end if;
  if v_payout.state in ('paid', 'failed') then
    return v_payout.state;
  elsif p_means = 'paid' then
    perform payouts.settle(p_payout_id => p_payout_id, p_receipt => p_receipt, p_paid_at => case
      when p_paid_at between v_payout.requested_at - interval '1 hour' and v_now then p_paid_at else v_now end);
    return 'paid';
  elsif p_means = 'failed' then
    perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'failed', p_result_code => p_result_code,
      p_reason => coalesce((select r.meaning from mobile_money.result_codes r
                             where r.api = 'payout' and r.code = p_result_code), 'the operator refused it'));
    return 'failed';
  end if;
  -- One that is asked about already keeps the time of its next question.
  update payouts.payouts p
     set state = 'unknown', result_code = coalesce(left(p_result_code, 40), p.result_code),
         sent_at = coalesce(p.sent_at, v_now),
         query_after = case when p.state = 'unknown' and p.query_after is not null then p.query_after
           else least(p.query_after, v_now + config.setting(p_setting => 'payout_query_after_seconds')::int
                                             * interval '1 second') end
   where p.payout_id = p_payout_id and p.state in ('queued', 'sent', 'unknown');
  return 'unknown';
end $$;
comment on function payouts.take_result is 'Outcome paid, failed, unknown, or conflict (another amount or receipt, or '
  'it had ended otherwise; nothing moved); null: no such payout. Raises nothing.';

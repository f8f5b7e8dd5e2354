-- Ends an unknown payout by what two people found in the operator's statement.
-- Locks and repeat: see payouts.take_result. Source: docs/decisions/payouts.md.
create or replace function payouts.resolve(
  p_payout_ref text,
  p_value      jsonb   -- {result: paid or failed, receipt, paid_at}, as config.config_value says it
) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p where p.payout_ref = p_payout_ref for no key update;
  if v_payout.state is distinct from 'unknown' then
    return coalesce(v_payout.state, 'gone');
  end if;
  return payouts.take_result(p_payout_id => v_payout.payout_id, p_means => p_value ->> 'result',
    p_result_code => 'two_people', p_receipt => nullif(p_value ->> 'receipt', ''),
    p_cents => v_payout.amount_cents, p_paid_at => payouts.parse_time(p_text => p_value ->> 'paid_at'));
end $$;
comment on function payouts.resolve is
  'Outcome paid, failed, conflict (the receipt is of another payment); or the state that it has, gone. Raises nothing.';

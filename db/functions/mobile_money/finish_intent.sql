-- Records a result code of a push that brought no money. A paid intent stays paid; money that comes later is taken.
-- M-Pesa contradicts itself when it says success without a receipt and anything final else: the success counts, since
-- then there may be money to find. Source: docs/mobile-money.md, 1.3. Locks: the intent's row, then see
-- fares.release_credit. Repeat: the same state.
create or replace function mobile_money.finish_intent(
  p_payment_ref text,
  p_result_code text,          -- the operator's, or an HTTP error code of its query
  p_at          timestamptz
) returns text
language plpgsql as $$
declare
  v_means text := coalesce((select r.means from mobile_money.result_codes r
                             where r.api = 'stk' and r.code = p_result_code), 'unknown');
  v_old   mobile_money.payment_intents;
  v_state text;
begin
  select i.* into v_old from mobile_money.payment_intents i where i.payment_ref = p_payment_ref for no key update;
  if v_old.result_code = '0' and v_old.state <> 'paid' and v_means in ('failed', 'unknown')
     or v_old.state = 'paid' and v_means = 'failed' then
    return 'conflict';
  elsif v_old.state = 'failed' and v_means = 'paid' then
    update mobile_money.payment_intents i set state = 'unknown', result_code = '0', finished_at = null
     where i.payment_ref = p_payment_ref;
    return 'conflict';
  end if;
  update mobile_money.payment_intents i
     set state = case v_means when 'failed' then 'failed' when 'wait' then i.state else 'unknown' end,
         result_code = case when i.result_code = '0' then '0' else p_result_code end,
         finished_at = case v_means when 'failed' then p_at end,
         query_after = case when v_means <> 'failed' then
           p_at + make_interval(secs => least(15 * 2 ^ least(i.queries, 8), 3600)) end
   where i.payment_ref = p_payment_ref and i.state not in ('paid', 'failed')
  returning i.state into v_state;
  if v_state = 'failed' then
    perform fares.release_credit(p_payment_ref => p_payment_ref);
    perform fares.release_seats(p_payment_refs => array[p_payment_ref]);
  end if;
  return coalesce(v_state, v_old.state);
end $$;
comment on function mobile_money.finish_intent is
  'Returns the intent''s state after a result code: failed, unknown (success without its receipt, or an unknown code: '
  'asked again, never charged again), or unchanged while M-Pesa is still at work; conflict: the code contradicts what '
  'M-Pesa said before. null: no such intent.';

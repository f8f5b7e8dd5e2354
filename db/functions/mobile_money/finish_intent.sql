-- Records a result code of a push that brought no money. A paid intent stays paid; money that comes later is taken.
-- Source: docs/mobile-money.md, 1.3. Locks: the intent's row. Repeat: the same state.
create or replace function mobile_money.finish_intent(
  p_payment_ref text,
  p_result_code text,          -- the operator's, or an HTTP error code of its query
  p_at          timestamptz
) returns text
language plpgsql as $$
declare
  v_means text := coalesce((select r.means from mobile_money.result_codes r
                             where r.api = 'stk' and r.code = p_result_code), 'unknown');
  v_state text;
begin
  update mobile_money.payment_intents i
     set state = case v_means when 'failed' then 'failed' when 'wait' then i.state else 'unknown' end,
         result_code = p_result_code,
         finished_at = case v_means when 'failed' then p_at end,
         query_after = case when v_means <> 'failed' then
           p_at + make_interval(secs => least(15 * 2 ^ least(i.queries, 8), 3600)) end
   where i.payment_ref = p_payment_ref and i.state not in ('paid', 'failed')
  returning i.state into v_state;
  if v_state is null then
    select i.state into v_state from mobile_money.payment_intents i where i.payment_ref = p_payment_ref;
  end if;
  return v_state;
end $$;
comment on function mobile_money.finish_intent is
  'Returns the intent''s state after a result code: failed, unknown (success without its receipt, or an unknown code: '
  'asked again, never charged again), or unchanged while M-Pesa is still at work. null: no such intent. Raises '
  'nothing.';

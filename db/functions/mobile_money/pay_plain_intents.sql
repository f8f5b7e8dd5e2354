-- Ends the intents of a batch that are paid as most are: just what was asked for, once, by a SIM that pays nothing else
-- in this batch and paid nothing alike within minutes, and of which the operator has said nothing before. All in one
-- statement; mobile_money.pay_intent does the others, one by one.
-- Locks: an advisory one on each SIM of the batch, in order, so that of two twins at once one is second and two batches
-- can't deadlock; then the intents' rows. Repeat: an intent that is paid is not among them.
-- Source: docs/decisions/batching.md.
create or replace function mobile_money.pay_plain_intents(
  p_payments mobile_money.parsed_payment[]   -- receipts already in mobile_money.payments
) returns text[]
language plpgsql as $$
declare
  v_sims     bigint;   -- that are locked
  v_refs     text[];
  v_receipts text[];   -- of v_refs, in order
  v_paid     text[];
begin
  select count(pg_advisory_xact_lock(hashtext('mobile_money.pay_intent'), hashtext(encode(s.sim, 'hex')))),
         array_agg(s.payment_ref) filter (where s.is_plain and s.many = 1),
         array_agg(s.receipt) filter (where s.is_plain and s.many = 1)
    into v_sims, v_refs, v_receipts
    from (select (m.message).payment_ref, (m.message).receipt, h.sim, count(*) over (partition by h.sim) as many,
                 (m.message).payment_ref is not null and m.fare_cents is null as is_plain
            from unnest(p_payments) as m
           cross join lateral (
             select coalesce((select i.phone_hash from mobile_money.payment_intents i
                               where i.payment_ref = (m.message).payment_ref), (m.message).payer_hash) as sim
             offset 0) h
           where h.sim is not null
           order by h.sim) s;
  if v_sims = 0 or v_refs is null then
    return array[]::text[];
  end if;
  with paid as (
    update mobile_money.payment_intents i
       set state = 'paid', receipt = v_receipts[array_position(v_refs, i.payment_ref)], finished_at = now(),
           query_after = null
     where i.payment_ref = any (v_refs) and i.state <> 'paid' and i.result_code is null
       and not exists (select from mobile_money.twins(p_intent => i))
    returning i.payment_ref)
  select coalesce(array_agg(p.payment_ref), '{}') into v_paid from paid p;
  return v_paid;
end $$;
comment on function mobile_money.pay_plain_intents is 'The payment_refs of the intents that it ended. Raises nothing.';

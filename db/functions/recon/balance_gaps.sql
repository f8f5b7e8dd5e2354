-- Compares the balances that confirmations name with what we know came and went between them. Payments of one second
-- have no order of their own, so a second counts as a whole: its highest balance less all that was paid until its end.
-- That difference moves only by what we don't know; what moves back with the next second was out of order, no gap.
-- What payouts to phones took counts, also of those whose result is not here. While the operator delivers messages of
-- earlier times, the order of its balances says nothing. Locks: none. Repeat: the same.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.balance_gaps(
  p_short_code text,
  p_from       timestamptz,   -- paid from then on …
  p_to         timestamptz    -- … and before then
) returns table (receipt text, cents bigint, from_at timestamptz, to_at timestamptz)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
begin
  return query
  with moves as (
    select p.paid_at as at, p.amount_cents, c.org_balance_cents, p.receipt, c.callback_id
      from mobile_money.payments p
      left join mobile_money.mpesa_callbacks c on c.receipt = p.receipt and c.kind = 'c2b_confirmation'
       and c.outcome in ('posted', 'suspense')
     where p.paid_at >= p_from and p.paid_at < p_to and p.short_code = p_short_code
       and not p.flags && '{time_replaced}'
    union all
    select date_trunc('second', j.value_at), -o.amount_cents, null, null, null
      from ledger.journals j join payouts.payouts o on o.payout_ref = j.reference and o.channel = 'phone'
     where j.kind = 'payout' and j.kind <> 'fare' and j.value_at >= p_from and j.value_at < p_to
       and j.business_on >= (p_from at time zone config.setting(p_setting => 'time_zone'))::date),
  seconds as (
    select m.at, sum(sum(m.amount_cents)) over (order by m.at) as known, max(m.org_balance_cents) as balance,
           (array_agg(m.receipt order by m.org_balance_cents desc nulls last))[1] as receipt,
           sum(case when m.amount_cents > 100000 then 10800 else 0 end) as charge, min(m.callback_id) as first_id,
           max(m.callback_id) as last_id
      from moves m group by m.at),
  steps as (
    select s.at, s.receipt, s.balance - s.known - lag(s.balance - s.known) over w as jump,
           lag(s.at) over w as before_at, s.charge + lag(s.charge) over w as charge, s.last_id,
           lag(s.first_id) over w as first_id
      from seconds s where s.balance is not null window w as (order by s.at)),
  gaps as (
    select k.*, lag(k.jump) over (order by k.at) as before_jump, lead(k.jump) over (order by k.at) as next_jump
      from steps k where k.jump <> 0)
  select g.receipt, g.jump::bigint, g.before_at, g.at from gaps g
   where g.jump is distinct from -g.next_jump and g.jump is distinct from -g.before_jump
     and not g.jump between -g.charge and 0
     and not exists (select from payouts.payouts o
                      where o.channel = 'phone' and o.state in ('queued', 'sent', 'unknown')
                        and o.amount_cents = -g.jump)
     and not exists (select from mobile_money.mpesa_callbacks c join mobile_money.payments p on p.receipt = c.receipt
                      where c.callback_id between g.first_id - 100 and g.last_id + 100 and p.paid_at < g.before_at
                        and c.kind = 'c2b_confirmation'
                        and p.first_seen_at > p.paid_at + interval '2 minutes')
   order by g.at;
end $$;
comment on function recon.balance_gaps is
  'For each gap the receipt whose balance shows it, the cents that came (or left, negative) unknown to us, and between '
  'which moments. Raises nothing.';

-- Finds what came into sub_wallets or left them by anything but fares: payouts and their fees, vouchers, refunds, debts
-- and corrections. What takes a journal back belongs to the same class as that journal. The fee of a payout falls on
-- its largest leg, then on the next. A fare that was moved away is neither among the fares nor here; only what its
-- vehicle lacked for it shows, as debt: it keeps that. Source: docs/decisions/statements.md. Repeat: the same as of the
-- same horizon.
create or replace function ledger.sub_wallet_movements(
  p_sub_wallet_ids bigint[],
  p_from           date,      -- first and last market day
  p_to             date,
  p_horizon        xid8       -- see ledger.as_of
) returns table (journal_id bigint, sub_wallet_id bigint, business_on date, value_at timestamptz, class text,
                 reference text, cents bigint) language sql stable as $$
  with moved as materialized (
    select j.journal_id, e.sub_wallet_id, j.business_on, j.value_at, coalesce(o.kind, j.kind) as kind,
           coalesce(o.reference, j.reference) as reference,
           sum(e.amount_cents)::bigint as cents
      from ledger.journals j join ledger.ledger_entries e using (journal_id)
      left join ledger.journals o on o.journal_id = j.corrects_journal_id and j.kind = 'reversal'
     where j.kind <> 'fare' and j.business_on between p_from and p_to and j.xact < p_horizon
       and e.sub_wallet_id = any (p_sub_wallet_ids) and j.kind <> 'fare_moved_out'
     group by j.journal_id, e.sub_wallet_id, o.journal_id
    union all
    select j.journal_id, p.sub_wallet_id, j.business_on, j.value_at, j.kind, j.reference, p.owed_cents
      from ledger.journals j join fares.refunds r using (journal_id) join fares.refund_parts p using (refund_id)
     where j.kind = 'fare_moved_out' and j.business_on between p_from and p_to and j.xact < p_horizon
       and p.sub_wallet_id = any (p_sub_wallet_ids) and p.owed_cents > 0
  ), fees as (
    select m.journal_id, m.sub_wallet_id, sign(m.cents) * greatest(0, least(abs(m.cents), p.fee_cents - (
             select coalesce(sum(abs(e.amount_cents)), 0) from ledger.ledger_entries e
              where e.journal_id = m.journal_id and sign(e.amount_cents) = sign(m.cents)
                and (-abs(e.amount_cents), e.sub_wallet_id) < (-abs(m.cents), m.sub_wallet_id))))::bigint as cents
      from moved m join payouts.payouts p on p.payout_ref = m.reference where m.kind = 'payout_hold')
  select m.journal_id, m.sub_wallet_id, m.business_on, m.value_at, c.class, m.reference, c.cents
    from moved m left join fees f using (journal_id, sub_wallet_id)
   cross join lateral (values (case m.kind when 'payout_hold' then 'payout' when 'voucher_hold' then 'voucher'
                                 when 'refund' then 'refund' when 'operator_reversal' then 'refund'
                                 when 'debt_repayment' then 'debt' when 'fare_moved_out' then 'debt'
                                 else 'correction' end,
                               m.cents - coalesce(f.cents, 0)), ('payout_fee', f.cents)) as c(class, cents)
   where c.cents <> 0
$$;
comment on function ledger.sub_wallet_movements is 'Cents (positive: into it) by journal, sub_wallet and class: '
  'payout, payout_fee, voucher, refund, debt or correction; reference: of the journal that it takes back, or its own. '
  'Raises nothing.';

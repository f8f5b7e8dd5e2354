-- Compares an answer about our balances with what we owe. The operator's moment is somewhere between our question and
-- its answer, and payouts without a result may have left: the moment and the payouts that explain the balances are
-- taken. What moved later is left out. One statement, so one snapshot. Locks: none. Repeat: the same, until more is
-- known. Source: docs/decisions/reconciliation.md.
create or replace function recon.compare_trust(p_answer recon.balance_answers) returns recon.trust_proofs
language sql stable as $$
  with trust as (
    select coalesce(array_agg(s.sub_wallet_id) filter (where s.purpose = 'main'), '{}') as main_ids,
           coalesce(array_agg(s.sub_wallet_id) filter (where s.purpose = 'bank'), '{}') as bank_ids
      from ledger.wallets w join ledger.sub_wallets s using (wallet_id) where w.kind = 'trust'),
  told as (
    select a.account, a.cents::bigint, exists (
             select from recon.statements s
              where s.account = a.account and s.proof = 'proven' and s.checked_at is not null) as has_statement
      from jsonb_each_text(p_answer.accounts) a(account, cents)),
  -- While no statement of the settlement account is read, what leaves for it counts as being at the bank.
  known as (
    select coalesce(sum(t.cents) filter (where t.account <> 'settlement' or t.has_statement), 0)::bigint as told,
           coalesce(array_agg(t.account order by t.account) filter (where not t.has_statement and t.account <>
             'settlement' and (t.cents <> 0 or t.account = 'utility')), '{}') as without_statement from told t),
  held as (
    select coalesce(-sum(b.balance_cents) filter (where b.sub_wallet_id = any (i.main_ids)), 0)::bigint as main,
           coalesce(-sum(b.balance_cents) filter (where b.sub_wallet_id = any (i.bank_ids)), 0)::bigint as bank
      from trust i cross join lateral ledger.balances(p_sub_wallet_ids => i.main_ids || i.bank_ids, p_asof => null) b),
  charged as (
    select coalesce(sum(c.charge_cents) filter (where c.kind = 'payment'), 0)::bigint as charges,
           coalesce(sum(c.charge_cents) filter (where c.kind = 'payout'), 0)::bigint as fees
      from recon.unlisted_charges() c),
  lines as (select coalesce(sum(l.amount_cents), 0)::bigint as cents
              from recon.unbooked_lines(p_at => p_answer.told_at) l),
  cuts as (select c.* from trust i cross join lateral recon.possible_cuts(p_sub_wallet_ids => i.main_ids,
             p_from => p_answer.asked_at, p_to => p_answer.told_at) c),
  compared as (
    select k.told, k.without_statement, h.bank, c.charges - u.charges_cents as charges, c.fees - u.fees_cents as fees,
           n.cents as lines, s.cents as payouts, u.cents as after, h.main + h.bank - u.cents as owed
      from known k cross join held h cross join charged c cross join lines n cross join cuts u
     cross join unnest(recon.reachable_sums(p_cents => array(
             select o.amount_cents + o.charge_cents from recon.unsure_payouts(p_at => p_answer.told_at) o))) s(cents)),
  best as (
    select c.*, c.told + c.bank + c.charges + c.fees - c.lines + c.payouts - c.owed as difference
      from compared c
     order by c.told + c.bank + c.charges + c.fees - c.lines + c.payouts <> c.owed, abs(c.after),
              abs(c.told + c.bank + c.charges + c.fees - c.lines + c.payouts - c.owed), c.payouts limit 1)
  select row(null, p_answer.answer_id, clock_timestamp(), p_answer.told_at,
      case when b.without_statement <> '{}' then 'no_statement' when b.difference = 0 then 'proven' else 'differs' end,
      b.without_statement, b.told, b.bank, b.charges, b.fees, b.lines, b.payouts, b.after, b.owed,
      b.difference)::recon.trust_proofs
    from best b where p_answer.answer_id is not null
$$;
comment on function recon.compare_trust is 'A proof that is not stored. Null for NULL. Raises nothing.';

-- Works out a journal by hand: both balances before and after, or what forbids it. The page shows it first; the
-- proposal and the decision work it out again. Locks: none.
create or replace function ledger.manual_plan(
  p_from     text,   -- sub_wallet ids, as typed; empty for a correction
  p_to       text,
  p_amount   text,   -- shillings, as typed
  p_corrects text,   -- the journal that is to be reversed; else empty
  out outcome text, out from_id bigint, out to_id bigint, out cents bigint, out corrects_id bigint, out legs jsonb
) language plpgsql stable as $$
declare
  v_from record;
  v_to   record;
begin
  if p_corrects <> '' then
    select j.journal_id into corrects_id from ledger.journals j
     where j.journal_id::text = btrim(p_corrects) and j.kind in ('manual', 'debt_repayment');
    outcome := case when corrects_id is null then 'no_journal'
      when exists (select from ledger.journals j where j.corrects_journal_id = corrects_id) then 'corrected'
      when exists (select from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
                    cross join lateral ledger.available(p_sub_wallet_ids => array[e.sub_wallet_id]) a
                    where e.journal_id = corrects_id and s.guarded and e.amount_cents > 0
                      and a.balance_cents - a.held_cents < e.amount_cents) then 'not_enough'
      else 'fits' end;
    select jsonb_agg(jsonb_build_object('kind', w.kind, 'plate', v.plate, 'purpose', s.purpose, 'sacco', c.name,
             'cents', -e.amount_cents, 'before_cents', b.balance_cents, 'after_cents', b.balance_cents - e.amount_cents)
             order by e.line_no) into legs
      from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using
        (wallet_id)
      left join fleet.vehicles v on v.vehicle_id = w.vehicle_id left join fleet.saccos c on c.sacco_id = w.sacco_id
     cross join lateral ledger.balances(p_sub_wallet_ids => array[e.sub_wallet_id], p_asof => null) b
     where e.journal_id = corrects_id;
    return;
  end if;
  select a.* into v_from from ledger.manual_accounts() a where a.sub_wallet_id::text = p_from;
  select a.* into v_to from ledger.manual_accounts() a where a.sub_wallet_id::text = p_to;
  from_id := v_from.sub_wallet_id; to_id := v_to.sub_wallet_id;
  cents := mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_amount));
  outcome := case
    when from_id is null or to_id is null or v_from.currency <> v_to.currency or not exists (
           select from ledger.manual_pairs p where (p.from_kind, p.to_kind) = (v_from.kind, v_to.kind))
      then 'bad_accounts'
    when coalesce(cents, 0) <= 0 then 'bad_amount'
    when v_from.free_cents < cents then 'not_enough'
    else 'fits' end;
  legs := jsonb_build_array(
    jsonb_build_object('kind', v_from.kind, 'sacco', v_from.sacco, 'cents', -cents, 'before_cents',
      v_from.balance_cents,
                       'after_cents', v_from.balance_cents - cents),
    jsonb_build_object('kind', v_to.kind, 'sacco', v_to.sacco, 'cents', cents, 'before_cents', v_to.balance_cents,
                       'after_cents', v_to.balance_cents + cents));
end $$;
comment on function ledger.manual_plan is 'outcome fits, bad_accounts (not between these), bad_amount, not_enough, '
  'no_journal (none that can be corrected by hand) or corrected (before); the ids, cents, and legs (kind, sacco, '
    'plate, '
  'purpose, cents, before_cents, after_cents). Raises nothing.';

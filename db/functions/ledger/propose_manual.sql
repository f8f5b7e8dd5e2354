-- Proposes a journal by hand, with its reason and the document that it is based on; a second person posts it.
-- Locks: the account that gives, so that a second click waits for the first. Repeat: waiting, while the same is open.
-- Source: docs/runbooks/manual_journal.md.
create or replace function ledger.propose_manual(
  p_made_by  bigint,
  p_from     text,
  p_to       text,
  p_amount   text,
  p_corrects text,
  p_reason   text,
  p_document text
) returns text language plpgsql as $$
declare
  v_plan record;
  v_id   bigint;
begin
  select * into v_plan from ledger.manual_plan(p_from => p_from, p_to => p_to, p_amount => p_amount,
                                               p_corrects => p_corrects);
  if v_plan.outcome <> 'fits' then
    return v_plan.outcome;
  elsif messaging.is_reason(p_text => p_reason) is not true then
    return 'no_reason';
  elsif length(btrim(p_document)) between 3 and 80 is not true then
    return 'no_document';
  end if;
  perform from ledger.sub_wallets s where s.sub_wallet_id = v_plan.from_id for no key update;
  if exists (select from ledger.manual_journals m
              where m.state = 'proposed'
                and row(m.from_sub_wallet_id, m.to_sub_wallet_id, m.amount_cents, m.corrects_journal_id)
                    is not distinct from row(v_plan.from_id, v_plan.to_id, v_plan.cents, v_plan.corrects_id)) then
    return 'waiting';
  end if;
  insert into ledger.manual_journals as m (from_sub_wallet_id, to_sub_wallet_id, amount_cents, corrects_journal_id,
                                           reason, document, made_by)
  values (v_plan.from_id, v_plan.to_id, v_plan.cents, v_plan.corrects_id, btrim(p_reason), btrim(p_document), p_made_by)
  returning m.manual_id into v_id;
  perform access.record_four_eyes(p_made_by, 'maker', 'ledger.manual_journals:' || v_id);
  return 'proposed';
end $$;
comment on function ledger.propose_manual is 'Outcome proposed, waiting (the same is proposed already), '
  'no_reason, no_document, or what ledger.manual_plan '
  'says. '
  'Raises nothing.';

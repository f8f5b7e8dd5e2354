-- Finds the journal of a payment that a line tells of: its fare, else its entry into suspense. In plpgsql, which keeps
-- the plan; in steps, so that each looks up its own row also when the tables were small as the plan was made.
-- Locks: none. Repeat: nothing, once a line of that source has it.
create or replace function recon.journal_of_receipt(
  p_receipt      text,
  p_short_code   text,
  p_amount_cents bigint,
  p_source       text     -- statement or pull: each is matched on its own
) returns bigint language plpgsql stable as $$
declare
  v_journal_id bigint;
begin
  if not exists (select from mobile_money.payments p where p.receipt = p_receipt and p.short_code = p_short_code
                    and p.amount_cents = p_amount_cents) then
    return null;
  end if;
  select j.journal_id into v_journal_id from ledger.journals j
   where j.kind in ('fare', 'suspense') and j.reference = p_receipt order by j.kind limit 1;
  if exists (select from recon.lines l where l.journal_id = v_journal_id and l.source = p_source)
     or exists (select from recon.match_journals m where m.journal_id = v_journal_id and m.source = p_source) then
    return null;
  end if;
  return v_journal_id;
end $$;
comment on function recon.journal_of_receipt is
  'The journal, or null: no such payment, another amount, or matched already. Raises nothing.';

-- Looks at the lines of a batch whose key is known: those that agree with the line of their key are known; those that
-- differ in amount or time, or stand twice in one file, are kept as copies, once. Part of recon.take_lines. One line at
-- a time: each is looked up by its key, whatever the statistics say.
-- Locks: none. Repeat: the same copy is kept once.
create or replace function recon.keep_copies(p_statement_id bigint, p_lines jsonb, p_new_rows int[])
returns table (known int, conflicting int) language plpgsql as $$
declare
  s         recon.statements;
  g         record;
  v_first   record;
  v_known   int := 0;
  v_differs int := 0;
begin
  select t.* into s from recon.statements t where t.statement_id = p_statement_id;
  for g in
    select l.* from recon.given_lines(p_short_code => s.short_code, p_lines => p_lines) l
     where l.row_no not in (select unnest(p_new_rows)) order by l.row_no
  loop
    select l.statement_id, l.amount_cents <> g.amount_cents or l.completed_at <> g.completed_at as differs
      into strict v_first from recon.lines l
     where l.receipt = g.receipt and l.kind = g.kind and l.source = s.source and l.account = s.account
       and l.detail_key = g.detail_key and l.short_code = s.short_code and l.state <> 'copy';
    if v_first.differs then v_differs := v_differs + 1; else v_known := v_known + 1; end if;
    continue when not v_first.differs and v_first.statement_id <> p_statement_id and g.nth = 1;
    insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, detail_key,
      amount_cents, balance_cents, completed_at, business_on, bill_ref, linked_receipt, party_last3, reason_type,
      details, state)
    select p_statement_id, g.row_no, s.source, s.short_code, s.account, g.receipt, g.kind, g.detail_key,
           g.amount_cents, g.balance_cents, g.completed_at, g.business_on, g.bill_ref, g.linked_receipt,
           g.party_last3, g.reason_type, g.details, 'copy'
     where not exists (select from recon.lines c
                        where c.receipt = g.receipt and c.state = 'copy' and c.kind = g.kind and c.source = s.source
                          and c.account = s.account and c.detail_key = g.detail_key
                          and c.amount_cents = g.amount_cents and c.completed_at = g.completed_at
                          and c.statement_id <> p_statement_id);
  end loop;
  return query select v_known, v_differs;
end $$;
comment on function recon.keep_copies is
  'How many lines agree with what is known, and how many tell it otherwise. Raises nothing.';

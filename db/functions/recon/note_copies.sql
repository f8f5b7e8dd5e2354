-- Notes each line that stands twice in a statement, or that the operator told otherwise before. An exact copy, balance
-- included, is one movement that was listed twice; any other may be money. Locks: none. Repeat: one break a line.
create or replace function recon.note_copies(p_statement_id bigint) returns bigint language sql as $$
  with noted as (
    insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, operator_cents, ledger_cents,
                              unexplained_cents)
    select case when c.amount_cents = o.amount_cents then 'duplicate' else 'amount_differs' end, c.source,
           c.short_code, c.line_id, c.receipt, c.business_on, c.amount_cents, o.amount_cents,
           case when c.amount_cents <> o.amount_cents then abs(c.amount_cents - o.amount_cents)
                when c.balance_cents = o.balance_cents and c.completed_at = o.completed_at then 0
                else abs(c.amount_cents) end
      from recon.lines c
      join recon.lines o on o.receipt = c.receipt and o.kind = c.kind and o.source = c.source
       and o.account = c.account and o.detail_key = c.detail_key and o.short_code = c.short_code and o.state <> 'copy'
     where c.statement_id = p_statement_id and c.state = 'copy'
       and not exists (select from recon.breaks b where b.line_id = c.line_id)
    returning 1)
  select count(*) from noted
$$;
comment on function recon.note_copies is 'How many breaks it noted. Raises nothing.';

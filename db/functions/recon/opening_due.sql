-- Says what is to be booked for the time before the first statement of an account that adds up: its opening balance,
-- less what the ledger knows of that time. Locks: none. Repeat: the same, until it is booked or an older payment comes.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.opening_due(p_statement_id bigint) returns bigint language sql stable as $$
  select v.opening_cents - recon.known_before(p_short_code => v.short_code, p_account => v.account,
                                              p_at => v.period_from)
    from recon.statements v
   where v.statement_id = p_statement_id and v.proof = 'proven' and v.period_from is not null
     and not exists (select from recon.statements o
                      where o.short_code = v.short_code and o.account = v.account and o.proof = 'proven'
                        and (o.checked_at, o.statement_id) < (coalesce(v.checked_at, 'infinity'), v.statement_id)
                        and o.statement_id <> v.statement_id)
     and not exists (select from ledger.journals j
                      where j.kind = 'opening' and j.reference = v.short_code || '/' || v.account)
$$;
comment on function recon.opening_due is 'Cents; null for a statement that books none. Raises nothing.';

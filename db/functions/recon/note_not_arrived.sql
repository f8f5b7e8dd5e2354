-- Notes what the ledger has of a statement's period and account that no line of its source names: payments, money that
-- we sent, payments taken back. Set-based: one comparison for the period. Locks: none. Repeat: one break a journal.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.note_not_arrived(p_statement recon.statements) returns bigint
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_payments bigint := 0;
  v_others   bigint := 0;
begin
  if p_statement.account = 'utility' then
    insert into recon.breaks (kind, source, short_code, journal_id, receipt, business_on, ledger_cents,
                              unexplained_cents)
    select 'missing_at_operator', p_statement.source, m.short_code, coalesce(f.journal_id, s.journal_id), m.receipt,
           (m.paid_at at time zone t.time_zone)::date, m.amount_cents, m.amount_cents
      from (select p.receipt, p.short_code, p.paid_at, p.amount_cents from mobile_money.payments p
             where p.paid_at >= p_statement.period_from and p.paid_at < p_statement.period_to
               and p.short_code = p_statement.short_code
               and not exists (select from recon.lines l
                                where l.receipt = p.receipt and l.source = p_statement.source and l.state <> 'copy'
                                  and l.kind in ('payment', 'other'))) m
      join mobile_money.tills t on t.short_code = m.short_code
      left join fares.fares f on f.receipt = m.receipt
      left join ledger.journals s on s.kind = 'suspense' and s.reference = m.receipt
     where not exists (select from recon.breaks b where b.journal_id in (f.journal_id, s.journal_id)
                          and b.source = p_statement.source and b.kind = 'missing_at_operator');
    get diagnostics v_payments = row_count;
  end if;
  if p_statement.source = 'statement' then
    insert into recon.breaks (kind, source, short_code, journal_id, receipt, business_on, ledger_cents,
                              unexplained_cents)
    select 'missing_at_operator', p_statement.source, p_statement.short_code, m.journal_id, m.receipt, m.business_on,
           m.cents, abs(m.cents)
      from recon.sent_journals(p_account => p_statement.account, p_from => p_statement.period_from,
                               p_to => p_statement.period_to) m
     where not exists (select from recon.lines l
                        where l.journal_id = m.journal_id and l.source = p_statement.source)
       and not exists (select from recon.lines l
                        where l.receipt = m.receipt and l.source = p_statement.source and l.kind = 'payout'
                          and l.state <> 'copy')
       and not exists (select from recon.match_journals k
                        where k.journal_id = m.journal_id and k.source = p_statement.source)
       and not exists (select from recon.breaks b where b.journal_id = m.journal_id
                          and b.source = p_statement.source and b.kind = 'missing_at_operator');
    get diagnostics v_others = row_count;
  end if;
  return v_payments + v_others;
end $$;
comment on function recon.note_not_arrived is 'How many breaks it noted. Raises nothing.';

-- Notes payments that were posted since the last run, for a time whose statement or window was compared before, and
-- that it does not name. Looks at what was posted lately only; a margin covers transactions that committed late.
-- Locks: the row of progress. Repeat: one break a journal and source. Source: docs/decisions/reconciliation.md.
create or replace function recon.note_late_payments(p_at timestamptz) returns bigint
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_from timestamptz;
  v_done bigint;
begin
  if p_at is null then
    return 0;
  end if;
  insert into recon.progress (job, done_to) values ('late_payments', p_at) on conflict (job) do nothing;
  select g.done_to - interval '10 minutes' into v_from from recon.progress g
   where g.job = 'late_payments' for no key update;
  insert into recon.breaks (kind, source, short_code, journal_id, receipt, business_on, ledger_cents,
                            unexplained_cents)
  select distinct on (p.receipt, c.source) 'missing_at_operator', c.source, p.short_code, j.journal_id, p.receipt,
         (p.paid_at at time zone t.time_zone)::date, p.amount_cents, p.amount_cents
    from ledger.journals j
    join mobile_money.payments p on p.receipt = j.reference
    join mobile_money.tills t on t.short_code = p.short_code
    join recon.statements c on c.short_code = p.short_code and c.state = 'read' and c.account = 'utility'
     and c.period_to > p.paid_at and c.period_from <= p.paid_at and c.checked_at is not null
   where j.posted_at >= v_from and j.kind in ('fare', 'suspense')
     -- As recon.has_line, written here so that many payments are one join.
     and not exists (select from recon.lines l
                      where l.receipt = p.receipt and l.source = c.source and l.state <> 'copy'
                        and l.kind in ('payment', 'other')
                        and (l.rule is distinct from 'forced' or exists (
                               select from recon.match_journals m
                                where m.match_id = l.match_id and m.journal_id = j.journal_id)))
     and not exists (select from recon.breaks b
                      where b.receipt = p.receipt and b.journal_id in (
                              select k.journal_id from ledger.journals k
                               where k.kind in ('fare', 'suspense') and k.reference = p.receipt)
                        and b.source = c.source and b.kind = 'missing_at_operator')
   order by p.receipt, c.source, j.kind;
  get diagnostics v_done = row_count;
  update recon.progress set done_to = p_at where job = 'late_payments';
  return v_done;
end $$;
comment on function recon.note_late_payments is 'How many breaks it noted. Raises nothing.';

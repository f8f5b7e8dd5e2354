-- What the operator told of each day, by source, and what of it the ledger knows otherwise. The lines are counted as
-- they are written and breaks are few, so it stays quick however many lines there are.
create or replace view audit.reconciliation as
select coalesce(d.business_on, b.business_on) as business_on, coalesce(d.source, b.source) as source,
       coalesce(d.lines, 0)::bigint as lines, coalesce(d.matched, 0)::bigint as matched,
       coalesce(b.missing_in_ledger, 0) as missing_in_ledger,
       coalesce(b.missing_at_operator, 0) as missing_at_operator,
       coalesce(b.amount_differs, 0) as amount_differs,
       coalesce(b.unexplained_cents, 0)::bigint as unexplained_cents,
       coalesce(b.duplicate, 0) as duplicate, coalesce(b.wrong_day, 0) as wrong_day,
       coalesce(b.unknown_kind, 0) as unknown_kind, coalesce(b.open_breaks, 0) as open_breaks, b.oldest_break_at,
       coalesce(b.unsettled_cents, 0)::bigint as unsettled_cents
  from (select c.business_on, c.source, sum(c.lines) as lines, sum(c.matched) as matched
          from recon.day_counts c group by c.business_on, c.source) d
  full join (
    select k.business_on, k.source,
           count(*) filter (where k.kind = 'missing_in_ledger') as missing_in_ledger,
           count(*) filter (where k.kind = 'missing_at_operator') as missing_at_operator,
           count(*) filter (where k.kind = 'amount_differs') as amount_differs,
           count(*) filter (where k.kind = 'duplicate') as duplicate,
           count(*) filter (where k.kind = 'wrong_day') as wrong_day,
           count(*) filter (where k.kind = 'unknown_kind') as unknown_kind,
           count(*) filter (where k.state in ('open', 'proposed')) as open_breaks,
           -- The Pull API may leave a payment out or tell it late: only a statement proves that it is not there.
           sum(k.unexplained_cents) filter (where k.state in ('open', 'proposed')
             and (k.source, k.kind) <> ('pull', 'missing_at_operator')) as unexplained_cents,
           sum(k.unexplained_cents) filter (where k.state in ('open', 'proposed')
             and (k.source, k.kind) = ('pull', 'missing_at_operator')) as unsettled_cents,
           min(k.found_at) filter (where k.state in ('open', 'proposed')) as oldest_break_at
      from recon.breaks k group by k.business_on, k.source) b using (business_on, source);
comment on view audit.reconciliation is
  'By market day and source (statement, pull): how many lines it told, how many are matched, how many breaks of each '
  'kind were found (ended ones too), how many are open and since when. unexplained_cents: of the open ones; 0 where '
  'all is explained. unsettled_cents: payments that the Pull API did not list, which only a statement can settle.';

-- Counts payments that are credited twice, or were paid and are not in the ledger a day later: messages that wait,
-- prompts that M-Pesa calls paid, lines of statements without a journal. Suspense is in the ledger.
create or replace function gates.measure_money_not_posted(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.value)::gates.figure
    from (select
      (select count(*) from mobile_money.mpesa_callbacks c
        where c.outcome = 'pending' and c.received_at <= p_at - interval '24 hours')
      + (select count(*) from mobile_money.payment_intents i
          where i.state in ('created', 'pushed', 'unknown') and i.result_code = '0'
            and i.created_at <= p_at - interval '24 hours')
      + (select count(*) from recon.breaks b left join recon.lines l using (line_id)
          where b.state in ('open', 'proposed')
            and (b.kind = 'duplicate' and b.unexplained_cents <> 0
                 or b.kind = 'missing_in_ledger' and coalesce(l.kind, 'payment') = 'payment'
                    and coalesce(l.completed_at, b.found_at) <= p_at - interval '24 hours'))
      + (select count(*) from ledger.journals s join ledger.journals f on f.kind = 'fare' and f.reference = s.reference
          where s.kind = 'suspense' and s.business_on >= (p_at - interval '3 days')::date
            and not exists (select from ledger.journals c where c.corrects_journal_id = s.journal_id)) as value) m
$$;
comment on function gates.measure_money_not_posted is 'How many; 0 is what it should be. Raises nothing.';

-- Puts side by side what the operator says of a break and what the ledger says. Locks: none.
create or replace function recon.break_evidence(p_break recon.breaks, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'line', (select jsonb_build_object('kind', l.kind, 'receipt', l.receipt, 'cents', l.amount_cents,
                 'balance_cents', l.balance_cents, 'at', l.completed_at at time zone p_zone, 'bill_ref', l.bill_ref,
                 'last3', l.party_last3, 'details', l.details, 'reason_type', l.reason_type, 'state', l.state,
                 'account', l.account, 'linked_receipt', l.linked_receipt, 'row', l.row_no, 'source', l.source,
                 'file', s.file_name, 'statement_id', l.statement_id, 'proof', s.proof)
               from recon.lines l left join recon.statements s using (statement_id)
              where l.line_id = p_break.line_id),
    'statement', (select jsonb_build_object('statement_id', s.statement_id, 'file', s.file_name, 'account', s.account,
                      'opening_cents', s.opening_cents, 'from', s.period_from at time zone p_zone)
                    from recon.statements s where s.statement_id = p_break.statement_id),
    'others', (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'source', o.source, 'state', o.state,
                   'cents', o.amount_cents, 'balance_cents', o.balance_cents,
                   'at', o.completed_at at time zone p_zone) order by o.line_id), '[]')
                 from (select q.* from recon.lines q where q.receipt = p_break.receipt
                          and q.line_id is distinct from p_break.line_id limit 10) o),
    'payment', (select jsonb_build_object('receipt', p.receipt, 'cents', p.amount_cents, 'state', p.state,
                    'bill_ref', p.bill_ref, 'last3', p.payer_last3, 'at', p.paid_at at time zone p_zone,
                    'seen_at', p.first_seen_at at time zone p_zone, 'plate', (
                      select v.plate from fares.fares f join fleet.vehicles v using (vehicle_id)
                       where f.receipt = p.receipt))
                  from mobile_money.payments p where p.receipt = p_break.receipt),
    'payout', (select jsonb_build_object('payout_ref', o.payout_ref, 'cents', -o.amount_cents, 'state', o.state)
                 from payouts.payouts o where o.receipt = p_break.receipt),
    'journals', (select coalesce(jsonb_agg(jsonb_build_object('journal_id', j.journal_id, 'kind', j.kind,
                     'on', j.business_on, 'at', j.value_at at time zone p_zone,
                     'cents', recon.operator_cents(p_journal_id => j.journal_id)) order by j.journal_id), '[]')
                   from ledger.journals j
                  where j.journal_id in (p_break.journal_id, p_break.resolution_journal_id)
                     or j.kind in ('fare', 'suspense', 'charge', 'payout_fee', 'sweep')
                        and j.reference = p_break.receipt),
    'messages', (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'outcome', c.outcome,
                     'cents', c.amount_cents, 'times', c.times_received, 'at', c.received_at at time zone p_zone)
                     order by c.callback_id), '[]')
                   from (select q.* from mobile_money.mpesa_callbacks q where q.receipt = p_break.receipt limit 10) c))
$$;
comment on function recon.break_evidence is 'line, statement (of an opening balance), others (lines of the same '
  'receipt), payment, payout, journals and messages. Raises nothing.';

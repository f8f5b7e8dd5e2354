-- Describes a break for staff's lists. Locks: none.
create or replace function recon.break_card(p_break recon.breaks, p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('break_id', p_break.break_id, 'kind', p_break.kind, 'source', p_break.source,
    'receipt', p_break.receipt, 'on', p_break.business_on, 'operator_cents', p_break.operator_cents,
    'ledger_cents', p_break.ledger_cents, 'cents', p_break.unexplained_cents, 'state', p_break.state,
    'resolution', p_break.resolution,
    'proposal_id', case when p_break.state = 'proposed' then
      (select max(r.resolution_id) from recon.resolutions r where r.break_id = p_break.break_id) end,
    'reason', p_break.reason, 'found_at', p_break.found_at at time zone p_zone,
    'line_kind', (select l.kind from recon.lines l where l.line_id = p_break.line_id),
    'bill_ref', (select nullif(l.bill_ref, '') from recon.lines l where l.line_id = p_break.line_id),
    'ended_at', p_break.ended_at at time zone p_zone, 'proposed_at', p_break.proposed_at at time zone p_zone,
    'proposer', accounts.actor_card(p_actor => 'user:' || p_break.proposed_by),
    'decider', accounts.actor_card(p_actor => 'user:' || p_break.decided_by),
    'journal_id', p_break.resolution_journal_id)
$$;
comment on function recon.break_card is 'break_id, kind, source, receipt, on, operator_cents, ledger_cents, cents '
  '(unexplained), state, resolution, proposal_id (while it waits), '
  'reason, times, line_kind, bill_ref (the account that the line names), '
  'proposer, decider, journal_id. Raises nothing.';

-- Compares each statement that was read, and each answered window of the Pull API, with the ledger as a whole, once:
-- its copies, its days, and what the ledger has of its period that it does not name. A window is compared some time
-- after its end, because the Pull API may list a payment late. A line that is still to be matched is no reason to wait.
-- Locks: the statements, skipping locked ones. Repeat: finds less or nothing.
create or replace function recon.check_statements(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v      recon.statements;
  v_wait interval := config.setting(p_setting => 'missing_at_operator_minutes')::int * interval '1 minute';
  v_done bigint := 0;
begin
  for v in select s.* from recon.statements s
            where s.state = 'read' and s.checked_at is null
              and (s.source = 'statement' or s.period_to is null or s.period_to < p_at - v_wait)
            order by s.statement_id limit 50 for no key update skip locked loop
    perform recon.post_opening(p_statement_id => v.statement_id),
            recon.note_copies(p_statement_id => v.statement_id),
            recon.note_wrong_days(p_line_ids => array(
              select l.line_id from recon.lines l join mobile_money.payments p on p.receipt = l.receipt
                join mobile_money.tills t on t.short_code = l.short_code
               where l.statement_id = v.statement_id and l.kind = 'payment' and l.state = 'matched'
                 and (p.paid_at at time zone t.time_zone)::date <> l.business_on)),
            recon.note_not_arrived(p_statement => v);
    update recon.statements s set checked_at = p_at where s.statement_id = v.statement_id;
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function recon.check_statements is 'How many it compared. Raises what posting the opening balance raises.';

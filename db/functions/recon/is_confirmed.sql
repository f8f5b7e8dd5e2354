-- Says whether a line may post money: the Pull API is the operator itself; a file that a person may have written needs
-- two people, who approved that the break of this line ends so. Locks: none. Repeat: the same, until they decide.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.is_confirmed(p_line recon.lines) returns boolean language sql stable as $$
  select p_line.source = 'pull' or not recon.is_persons_file(p_statement_id => p_line.statement_id)
      or exists (select from recon.breaks b join recon.resolutions r using (break_id)
                  where b.line_id = p_line.line_id and r.resolution = 'posted' and r.decision = 'approved')
$$;
comment on function recon.is_confirmed is 'False for an unknown line''s file. Raises nothing.';

-- Ends open lines of a time before the ledger's first journal, in an account whose opening balance is booked: they are
-- in that balance, and nothing of them is ours to post (a PayBill that was used for something else). Locks: the lines.
-- Repeat: what is matched is left alone. Source: docs/decisions/reconciliation.md.
create or replace function recon.match_before_opening(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v_first timestamptz := (select j.value_at from ledger.journals j order by j.journal_id limit 1);
  v_ids   bigint[] := array(
    select l.line_id from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join ledger.journals j on j.kind = 'opening' and j.reference = l.short_code || '/' || l.account
     where l.state = 'open' and l.completed_at < least(v_first, j.value_at));
  v_match_id bigint;
begin
  if cardinality(v_ids) > 0 then
    insert into recon.matches (rule) values ('before_opening') returning match_id into v_match_id;
    update recon.lines l
       set state = 'matched', rule = 'before_opening', match_id = v_match_id, matched_at = clock_timestamp()
     where l.line_id = any (v_ids);
  end if;
  return cardinality(v_ids);
end $$;
comment on function recon.match_before_opening is 'How many lines it ended. Raises nothing.';

-- Scheduled job: notes payments that were posted after their period was compared and that the operator did not list
-- (a forged message about yesterday is one), ends breaks that explained themselves, and adds up the counts of days. Old
-- breaks are the alarm oldest_break (gates.watch). Locks: the breaks it ends. Repeat: nothing new, nothing noted.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.watch_breaks(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_done bigint;
begin
  if p_at is null then
    return 0;
  end if;
  v_done := recon.note_late_payments(p_at => p_at) + recon.clear_breaks();
  perform recon.compact_day_counts();
  return v_done;
end $$;
comment on function recon.watch_breaks is 'How many breaks it noted or ended. Raises nothing.';

-- Notes that a window of the Pull API got no answer. The operator says 1001 also when it has no answer, so a window is
-- asked again; it is taken for empty only when two later windows have had lines since, and it was asked five times.
-- Locks: the window's row. Repeat: fenced. Source: docs/decisions/reconciliation.md.
create or replace function recon.note_pull_failure(
  p_window_id bigint,
  p_attempt   int,     -- from the claim
  p_error     text     -- none: the operator said 1001; else what went wrong
) returns text language plpgsql as $$
declare
  w recon.pull_windows;
begin
  select p.* into w from recon.pull_windows p where p.window_id = p_window_id for no key update;
  if w.state is distinct from 'leased' or w.attempts is distinct from p_attempt then
    return 'fenced';
  end if;
  if p_error = 'none' and w.attempts >= 5 and 2 <= (
       select count(*) from recon.pull_windows l join recon.statements s using (statement_id)
        where l.short_code = w.short_code and l.state = 'answered' and l.from_at > w.from_at
          and s.lines_new + s.lines_known > 0) then
    return recon.take_pull(p_window_id => p_window_id, p_attempt => p_attempt, p_lines => '[]', p_bad_rows => '[]');
  end if;
  update recon.pull_windows p
     set state = 'due', lease_until = null, last_error = left(p_error, 80),
         next_at = clock_timestamp() + make_interval(secs => least(30 * 2 ^ least(w.attempts, 8), 1800))
   where p.window_id = p_window_id;
  return 'due';
end $$;
comment on function recon.note_pull_failure is
  'due (asked again), taken (it is empty), or fenced. Raises nothing.';

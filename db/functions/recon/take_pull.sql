-- Stores what the Pull API answered about a window, all pages together, as lines of their own source: each source is
-- matched on its own. Times are checked against payments that we know, because it is not known whether the operator's Z
-- is UTC. Locks: the window's row, then as recon.take_lines. Repeat: fenced. Source: docs/decisions/reconciliation.md.
create or replace function recon.take_pull(
  p_window_id bigint,
  p_attempt   int,      -- from the claim
  p_lines     jsonb,    -- see recon.given_lines; completed_at on the clock of the Pull API
  p_bad_rows  jsonb     -- [[row, reason], …]
) returns text language plpgsql as $$
declare
  w         recon.pull_windows;
  v_zone    text;
  v_hours   numeric := coalesce(config.setting(p_setting => 'pull_clock_hours'), '3')::numeric;
  v_lines   jsonb;
  v_wrong   text;
  v_id      bigint;
begin
  select p.* into w from recon.pull_windows p where p.window_id = p_window_id for no key update;
  if w.state is distinct from 'leased' or w.attempts is distinct from p_attempt then
    return 'fenced';
  end if;
  select t.time_zone into v_zone from mobile_money.tills t where t.short_code = w.short_code;
  select coalesce(jsonb_agg(l || jsonb_build_object('completed_at',
           ((l ->> 'completed_at')::timestamp - v_hours * interval '1 hour') at time zone 'UTC' at time zone v_zone)),
         '[]') into v_lines from jsonb_array_elements(coalesce(p_lines, '[]')) l;
  v_wrong := recon.clock_fault(p_short_code => w.short_code, p_lines => v_lines);
  if v_wrong is not null then
    perform messaging.raise_alarm(p_kind => 'pull_clock', p_subject => w.short_code, p_detail => v_wrong);
    return recon.note_pull_failure(p_window_id => p_window_id, p_attempt => p_attempt, p_error => 'clock');
  end if;
  insert into recon.statements (source, channel, short_code, account, period_from, period_to, state, reader,
                                lease_until)
  values ('pull', 'pull', w.short_code, 'utility', w.from_at, w.to_at, 'reading', 'pull', clock_timestamp())
  returning statement_id into v_id;
  perform recon.take_lines(p_statement_id => v_id, p_reader => 'pull', p_rows_done => 0,
    p_rows_upto => jsonb_array_length(v_lines) + jsonb_array_length(coalesce(p_bad_rows, '[]')), p_lines => v_lines,
    p_bad_rows => p_bad_rows, p_rows_failed => 0);
  update recon.statements s
     set state = 'read', rows_total = s.rows_done, ended_at = clock_timestamp(), reader = null, lease_until = null
   where s.statement_id = v_id;
  update recon.pull_windows p
     set state = 'answered', answered_at = clock_timestamp(), lease_until = null, last_error = null,
         statement_id = v_id
   where p.window_id = p_window_id;
  return 'taken';
end $$;
comment on function recon.take_pull is
  'taken, fenced (another try has the window), or as recon.note_pull_failure when the times are on another clock. '
  'Raises nothing.';

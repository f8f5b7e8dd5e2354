-- Plans the windows of the Pull API and claims the next one that is due: for the worker. Nothing that was waits for
-- more than six hours, and no lease lasts an hour: what would was written while the clock was ahead. Locks: the row it
-- claims; skips locked ones. Repeat: the next one. Source: docs/decisions/reconciliation.md.
create or replace function worker.claim_pull_window(p_short_code text)
returns table (window_id bigint, attempt int, from_text text, to_text text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_zone text := (select t.time_zone from mobile_money.tills t where t.short_code = p_short_code);
begin
  perform recon.plan_pull_windows(p_short_code => p_short_code, p_at => statement_timestamp());
  return query
  with due as materialized (
    select w.window_id from recon.pull_windows w
     where w.short_code = p_short_code and w.state in ('due', 'leased')
       and (w.next_at <= statement_timestamp()
            or w.next_at > statement_timestamp() + interval '7 hours' and w.to_at <= statement_timestamp())
       and coalesce(w.lease_until <= statement_timestamp()
                    or w.lease_until > statement_timestamp() + interval '1 hour', true)
     order by w.next_at limit 1 for no key update skip locked)
  update recon.pull_windows w
     set state = 'leased', attempts = w.attempts + 1, lease_until = statement_timestamp() + interval '180 seconds'
    from due where w.window_id = due.window_id
  returning w.window_id, w.attempts, to_char(w.from_at at time zone v_zone, 'YYYY-MM-DD HH24:MI:SS'),
            to_char(w.to_at at time zone v_zone, 'YYYY-MM-DD HH24:MI:SS');
end $$;
comment on function worker.claim_pull_window is
  'The window, the number of this try, and its span on the market''s clock. Nothing for NULL. Raises nothing.';

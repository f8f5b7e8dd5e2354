-- Deletes old sign-ins, yesterday's codes and trip links, wrong PINs of last week, and crew phones that were not used
-- for 90 days. The audit log says that they existed.
-- Locks: the rows it removes. Repeat: none left. Source: docs/decisions/outbox-and-worker.md.
create or replace function accounts.expire_sessions() returns int language plpgsql as $$
declare
  v_removed int;
begin
  delete from accounts.sessions s
   where s.expires_at < statement_timestamp() - (select make_interval(days => r.keep_days)
     from privacy.retention_periods r where r.kind = 'sign_ins');
  get diagnostics v_removed = row_count;
  delete from accounts.one_time_codes c where coalesce(c.tried_at, c.sent_at)
    < statement_timestamp() - interval '1 day';
  delete from accounts.trip_links l where l.asked_at < statement_timestamp() - interval '2 days';
  delete from accounts.pin_failures f where f.failed_at < statement_timestamp() - interval '7 days';
  delete from accounts.crew_sims c where c.last_seen_at < statement_timestamp() - interval '90 days';
  -- An unsent code is useless after an hour. Its sealed digits would stay under an old key.
  delete from messaging.outbox o
   where o.topic = 'sms' and o.key like 'code/%' and o.state <> 'leased'
     and o.created_at < statement_timestamp() - interval '1 hour';
  return v_removed;
end $$;
comment on function accounts.expire_sessions is
  'Returns how many sign-ins it removed (kept for as long as retention_periods, sign_ins says). Raises nothing.';

-- Sign-ins that ended long ago, the codes and trips' links of yesterday, a crew's wrong numbers of last week and the
-- phones that no crew has used for a season need not be kept: that they happened is in the audit log.
-- Source: docs/decisions/outbox-and-worker.md. Locks: the rows it removes. Repeat: none left.
create or replace function accounts.expire_sessions() returns int
language plpgsql as $$
declare
  v_removed int;
begin
  delete from accounts.sessions s
   where s.expires_at < statement_timestamp() - (select make_interval(days => r.keep_days)
     from privacy.retention_periods r where r.kind = 'sign_ins');
  get diagnostics v_removed = row_count;
  delete from accounts.one_time_codes c where c.sent_at < statement_timestamp() - interval '1 day';
  delete from accounts.trip_links l where l.asked_at < statement_timestamp() - interval '2 days';
  delete from accounts.pin_failures f where f.failed_at < statement_timestamp() - interval '7 days';
  delete from accounts.crew_sims c where c.last_seen_at < statement_timestamp() - interval '90 days';
  -- Never sent, and nobody may use it any more: its sealed digits would stay under a key that was changed since.
  delete from messaging.outbox o
   where o.topic = 'sms' and o.key like 'code/%' and o.state <> 'leased'
     and o.created_at < statement_timestamp() - interval '1 hour';
  return v_removed;
end $$;
comment on function accounts.expire_sessions is
  'Removes sign-ins that ended longer ago than they are kept (retention_periods, sign_ins), codes that could not be '
  'sent within an hour, and whatever else belongs to signing in and is over; returns how many sign-ins. Raises '
  'nothing.';

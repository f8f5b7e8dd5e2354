-- Sign-ins that ended long ago, the codes and trips' links of yesterday, a crew's wrong numbers of last week and the
-- phones that no crew has used for a season need not be kept: that they happened is in the trail of changes.
-- Source: decision 0048. Locks: the rows it removes. Repeat: none left.
create or replace function security.expire_sessions() returns int
language plpgsql as $$
declare
  v_removed int;
begin
  delete from security.sessions s
   where s.expires_at < statement_timestamp() - (select make_interval(days => r.keep_days) from security.retention_periods r where r.kind = 'sign_ins');
  get diagnostics v_removed = row_count;
  delete from security.one_time_codes c where c.sent_at < statement_timestamp() - interval '1 day';
  delete from security.trip_links l where l.asked_at < statement_timestamp() - interval '2 days';
  delete from security.pin_failures f where f.failed_at < statement_timestamp() - interval '7 days';
  delete from security.crew_sims c where c.last_seen_at < statement_timestamp() - interval '90 days';
  -- Never sent, and nobody may use it any more: its sealed digits would stay under a key that was changed since.
  delete from messaging.outbox o
   where o.topic = 'sms' and o.key like 'code/%' and o.state <> 'leased' and o.created_at < statement_timestamp() - interval '1 hour';
  return v_removed;
end $$;
comment on function security.expire_sessions() is
  'Removes sign-ins that ended longer ago than they are kept (retention_periods, sign_ins), codes that could not be sent within an hour, and whatever else belongs to signing in and is over; returns how many sign-ins. Raises nothing.';

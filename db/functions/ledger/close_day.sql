-- Closes a market day in the ledger: from the next transaction on, nothing counts for it any more, and late money
-- counts for the first open day. Fares don't wait for it. Its last seal and its figures follow by ledger.finish_days,
-- when nobody can still be posting into it. Locks: one caller at a time. Repeat: known, nothing changes.
-- Source: docs/decisions/day-close.md.
create or replace function ledger.close_day(
  p_on     date,
  p_at     timestamptz,
  p_by     bigint,       -- the member of staff who closes it by hand; null: the job
  p_reason text          -- why, by hand
) returns text language plpgsql as $$
declare
  v_next date;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close_day'));
  v_next := ledger.next_day_to_close();
  if p_on is null or p_at is null or v_next is null then
    return 'nothing';
  elsif p_on < v_next then
    return 'known';
  elsif p_on > v_next then
    return 'not_next';
  elsif p_at < (p_on + 1)::timestamp at time zone config.setting(p_setting => 'time_zone') then
    return 'not_over';
  end if;
  insert into ledger.closed_days (business_on, closed_at, closed_by, reason)
  values (p_on, p_at, p_by, btrim(p_reason));
  return 'closed';
end $$;
comment on function ledger.close_day is 'closed, known (it was closed before), not_next (an earlier day is open), '
  'not_over or nothing (an empty ledger). Raises nothing.';

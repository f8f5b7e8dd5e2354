-- Lists the last seals of days that were closed in the last hour, so that the worker writes them to its log: logs leave
-- this machine, so a seal that is replaced later doesn't fit them any more. Repeat: the same within the hour.
-- Source: docs/decisions/ledger.md.
create or replace function worker.recent_anchors() returns table (
  business_on date, seal_id bigint, entries bigint, seal_hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.business_on, s.seal_id, s.entries, encode(s.seal_hash, 'hex') from ledger.seals s
   where s.closes_day and s.sealed_at > clock_timestamp() - interval '1 hour' order by s.seal_id
$$;
comment on function worker.recent_anchors is 'One row for each day closed in the last hour. Raises nothing.';

-- Gives up the lease of a token that could not be fetched. Another process may try again, but not at once.
-- Locks: the provider's row. Repeat: fenced. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.release_token(p_provider text, p_holder text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update mobile_money.access_tokens t
     set lease_holder = null, lease_until = statement_timestamp() + interval '2 seconds'
   where t.provider = p_provider and t.lease_holder = p_holder;
  return case when found then 'given up' else 'fenced' end;
end $$;
comment on function worker.release_token is
  'given up (free again in 2 seconds), or fenced when another process has the lease. Raises nothing.';

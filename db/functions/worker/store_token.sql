-- Stores the new access token, sealed, for all processes. A holder whose lease went to another changes nothing.
-- Locks: the provider's row. Repeat: fenced, the lease is used up. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.store_token(
  p_provider text, p_holder text, p_token_sealed bytea, p_lifetime_seconds int
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update mobile_money.access_tokens t set token_sealed = p_token_sealed, lease_holder = null, lease_until = null,
         expires_at = statement_timestamp() + make_interval(secs => least(greatest(p_lifetime_seconds, 0), 86400))
   where t.provider = p_provider and t.lease_holder = p_holder;
  return case when found then 'kept' else 'fenced' end;
end $$;
comment on function worker.store_token is 'kept, or fenced when another process has the lease. Raises nothing.';

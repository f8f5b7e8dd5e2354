-- Drops an access token that the operator refused, so that the next process fetches a new one. Changes nothing when
-- another process has stored a newer token.
-- Locks: the provider's row. Repeat: newer. Source: docs/mobile-money.md, 1.1; docs/decisions/outbox-and-worker.md.
create or replace function worker.drop_token(p_provider text, p_token_sealed bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update mobile_money.access_tokens t set token_sealed = null, expires_at = null
   where t.provider = p_provider and t.token_sealed = p_token_sealed;
  return case when found then 'dropped' else 'newer' end;
end $$;
comment on function worker.drop_token is 'dropped, or newer when another token has replaced it. Raises nothing.';

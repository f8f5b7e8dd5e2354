-- The operator says this token is no longer good: make the next one who asks fetch a new one. Only if
-- it is still the one we hold: many hear of it at once, and the first has perhaps fetched already.
-- Source: mobile-money facts, 404.001.03; docs/decisions/outbox-and-worker.md. Locks: the provider's row. Repeat:
-- newer.
create or replace function worker.drop_token(
  p_provider     text,
  p_token_sealed bytea    -- the one that was refused, as worker.acquire_token gave it
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update mobile_money.access_tokens t set token_sealed = null, expires_at = null
   where t.provider = p_provider and t.token_sealed = p_token_sealed;
  return case when found then 'dropped' else 'newer' end;
end $$;
comment on function worker.drop_token is
  'dropped, or newer when another token has taken its place. Raises nothing.';

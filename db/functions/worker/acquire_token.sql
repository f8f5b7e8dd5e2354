-- Gets the operator's access token, which all processes share: each new one makes the one before invalid. So one
-- process fetches a new one, under a lease, while the others use the old one or wait.
-- Locks: the provider's row, never during the HTTP request. Repeat: the holder may ask again; the others use or wait.
-- Source: docs/mobile-money.md, 1.1; docs/decisions/outbox-and-worker.md.
create or replace function worker.acquire_token(
  p_provider      text,
  p_holder        text,   -- the caller's own, new for each process
  p_lease_seconds int     -- how long it may take to fetch one
) returns table (verdict text, token_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_token mobile_money.access_tokens;
  v_fresh timestamptz := statement_timestamp() + interval '60 seconds';
begin
  select t.* into v_token from mobile_money.access_tokens t where t.provider = p_provider;
  if v_token.expires_at > v_fresh then
    return query select 'use', v_token.token_sealed;
    return;
  elsif not found then
    insert into mobile_money.access_tokens (provider) values (p_provider) on conflict (provider) do nothing;
  end if;
  -- Of many processes here at once one finds the lease free; the others waited for its row and find it taken.
  update mobile_money.access_tokens t
     set lease_holder = p_holder, lease_until = statement_timestamp() + make_interval(secs => p_lease_seconds)
   where t.provider = p_provider and coalesce(t.expires_at <= v_fresh, true)
     and (coalesce(t.lease_until < statement_timestamp(), true) or t.lease_holder = p_holder);
  if found then
    return query select 'fetch', null::bytea;
    return;
  end if;
  return query
  select case when t.expires_at > statement_timestamp() then 'use' else 'wait' end, t.token_sealed
    from mobile_money.access_tokens t where t.provider = p_provider;
end $$;
comment on function worker.acquire_token is 'verdict: use (token_sealed), fetch (then worker.store_token or '
  'release_token) or wait (ask again soon). Raises nothing.';

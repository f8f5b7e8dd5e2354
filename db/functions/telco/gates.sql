-- Lists the figures for /metrics.
create or replace function telco.gates() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select gates.cards(p_at => clock_timestamp(), p_zone => 'UTC')
$$;
comment on function telco.gates is 'See gates.cards. Raises nothing.';

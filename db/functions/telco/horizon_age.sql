-- Measures for /metrics how old the horizon is: new money of that time is on no owner's page yet.
create or replace function telco.horizon_age() returns double precision
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(greatest(extract(epoch from clock_timestamp() - h.since), 0), 0)::double precision
    from ledger.horizon_holder(p_horizon => ledger.horizon()) h
$$;
comment on function telco.horizon_age is 'Seconds since which the oldest writing transaction runs; 0 when none does.';

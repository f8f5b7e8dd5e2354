-- What passengers and crews dial, for pages that tell people to: the code is a setting, and differs where we are known by another.
-- Source: contracts (one door for everybody who has pages, decision 0050); setting ussd_code. Locks: none. Repeat: reads only.
create or replace function owners.dial_codes() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('menu', security.setting(p_setting => 'ussd_code'), 'crew', security.crew_dial())
$$;
comment on function owners.dial_codes() is
  'menu (such as *384*46#) and crew (*384*46*5#). Raises nothing.';

-- Returns what a crew dials: our USSD code, and 5.
create or replace function accounts.crew_dial_code() returns text language sql stable as $$
  select rtrim(config.setting(p_setting => 'ussd_code'), '#') || '*5#'
$$;
comment on function accounts.crew_dial_code is 'Such as *384*46*5#. Raises nothing.';

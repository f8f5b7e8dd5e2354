-- Would this value make sense for this setting? It keeps the shape of the one in force: a number stays a
-- number, a time of day a time of day; a mistyped limit must not stop the fares.
-- Source: decision 0079. Locks: none. Repeat: reads only.
create or replace function security.fits_setting(
  p_setting text,
  p_value   text    -- as typed
) returns boolean
language sql stable as $$
  select case
           when s.value ~ '^[0-9]+$' then p_value ~ '^(0|[1-9][0-9]{0,8})$'
           when s.value ~ '^[0-2][0-9]:[0-5][0-9]$' then p_value ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
           when s.setting = 'time_zone' then exists (select from pg_catalog.pg_timezone_names z where z.name = p_value)
           when s.setting = 'password_params' then p_value ~ '^m=[1-9][0-9]{3,6},t=[1-9],p=[1-4]$'
           else p_value ~ '^[!-~]([ -~]{0,78}[!-~])?$'
         end
    from security.settings s where s.setting = p_setting
$$;
comment on function security.fits_setting(text, text) is
  'Whether a value has the shape of the one in force; null for no such setting. Raises nothing.';

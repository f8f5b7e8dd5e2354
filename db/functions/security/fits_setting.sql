-- Would this value make sense for this setting? It keeps the shape of the one in force: a number stays a
-- number within its bounds, a time of day a time of day; a mistyped limit must not stop the fares.
-- Source: decisions 0079 and 0080. Locks: none. Repeat: reads only.
create or replace function security.fits_setting(
  p_setting text,
  p_value   text    -- as typed
) returns boolean
language sql stable as $$
  select case
           when s.setting = 'time_zone' then exists (select from pg_catalog.pg_timezone_names z where z.name = p_value)
           when s.setting = 'ussd_networks' then p_value ~ '^[0-9]{4,6}(,[0-9]{4,6}){0,9}$'
           when s.setting = 'ussd_code' then p_value ~ '^\*[0-9]{1,6}(\*[0-9]{1,6}){0,3}#$'
           when s.setting = 'password_params' then p_value ~ '^m=[1-9][0-9]{3,6},t=[1-9],p=[1-4]$'
             and security.fits_number(p_text => substring(p_value from '^m=([0-9]+),'), p_least => 7168, p_most => 65536)
           when s.value ~ '^[0-9]+$' then security.fits_number(p_text => p_value, p_least => coalesce(s.least, 1), p_most => s.most)
           when s.value ~ '^[0-2][0-9]:[0-5][0-9]$' then p_value ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
           else p_value ~ '^[!-~]([ -~]{0,78}[!-~])?$'
         end
    from security.settings s where s.setting = p_setting
$$;
comment on function security.fits_setting(text, text) is
  'Whether a value has the shape of the one in force and lies within its bounds; null for no such setting. Raises nothing.';

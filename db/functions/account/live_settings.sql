-- Returns the settings that pages show: what to dial, how many wrong tries are allowed, how long a code lasts.
-- Locks: none. Repeat: reads only. Source: docs/decisions/sign-in.md.
create or replace function account.live_settings() returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('menu', config.setting(p_setting => 'ussd_code'), 'crew', accounts.crew_dial_code(),
    'help_phone', config.setting(p_setting => 'help_phone'),
    'sign_in_tries', config.setting(p_setting => 'sign_in_tries'),
    'sign_in_minutes', config.setting(p_setting => 'sign_in_pause_minutes'),
    'code_tries', config.setting(p_setting => 'code_tries'),
    'code_minutes', config.setting(p_setting => 'code_minutes'))
$$;
comment on function account.live_settings is 'menu (such as *384*46#), crew (*384*46*5#), help_phone; sign_in_tries '
  'and sign_in_minutes of the pause after them; code_tries and code_minutes. Raises nothing.';

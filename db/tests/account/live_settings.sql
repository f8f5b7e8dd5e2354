begin; select plan(2);
create function pg_temp.expected(p_menu text, p_crew text, p_minutes text) returns jsonb language sql as $$
  select jsonb_build_object('menu', p_menu, 'crew', p_crew, 'help_phone', '0700 000 000', 'sign_in_tries', '5',
    'sign_in_minutes', '15', 'code_tries', '5', 'code_minutes', p_minutes) $$;
select is(account.live_settings(), pg_temp.expected('*384*46#', '*384*46*5#', '5'), 'the settings as they are');
update config.settings set value = '*555#' where setting = 'ussd_code';
update config.settings set value = '7' where setting = 'code_minutes';
select is(account.live_settings(), pg_temp.expected('*555#', '*555*5#', '7'), 'the settings after two changes');
select finish(); rollback;

begin;
set constraints all immediate;
select plan(2);
select is(account.live_settings(),
  '{"menu": "*384*46#", "crew": "*384*46*5#", "sign_in_tries": "5", "sign_in_minutes": "15", "code_tries": "5", '
  '"code_minutes": "5"}', 'what is dialled today');
update config.settings set value = '*555#' where setting = 'ussd_code';
update config.settings set value = '7' where setting = 'code_minutes';
select is(account.live_settings(),
  '{"menu": "*555#", "crew": "*555*5#", "sign_in_tries": "5", "sign_in_minutes": "15", "code_tries": "5", '
  '"code_minutes": "7"}', 'and when the setting says otherwise');
select finish();
rollback;

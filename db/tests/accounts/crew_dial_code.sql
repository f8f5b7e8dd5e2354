begin; select plan(1);
update config.settings set value = '*555*1#' where setting = 'ussd_code';
select is(accounts.crew_dial_code(), '*555*1*5#', 'the USSD code from the settings, and 5');
select finish(); rollback;

begin;
set constraints all immediate;
select plan(1);
update config.settings set value = '*555*1#' where setting = 'ussd_code';
select is(accounts.crew_dial_code(), '*555*1*5#', 'our code, as it is set, and 5');
select finish();
rollback;

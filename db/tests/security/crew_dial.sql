begin;
set constraints all immediate;
select plan(1);
update security.settings set value = '*555*1#' where setting = 'ussd_code';
select is(security.crew_dial(), '*555*1*5#', 'our code, as it is set, and 5');
select finish();
rollback;

begin;
set constraints all immediate;
select plan(2);
select matches(mobile_money.account_tag(), '^[0-9A-HJKMNP-TV-Z]{5}$', 'five characters that nobody takes for others');
select is((select count(distinct mobile_money.account_tag()) from generate_series(1, 200)), 200::bigint, 'no two alike in two hundred');
select finish();
rollback;

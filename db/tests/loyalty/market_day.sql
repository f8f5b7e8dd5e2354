begin; select plan(2);
select is(loyalty.market_day('2026-11-29 20:59:59+00'), '2026-11-29', 'before midnight in Nairobi');
select is(loyalty.market_day('2026-11-29 21:00:00+00'), '2026-11-30', 'at midnight there');
select * from finish(); rollback;

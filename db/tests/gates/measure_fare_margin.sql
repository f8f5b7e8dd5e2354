begin; select plan(4);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('fare_margin'), '-/-/-', 'no day is over');
create function pg_temp.day(p_ago int, p_channel text, p_commission int, p_cost int) returns void language sql as $$
  insert into gates.channel_days values (current_date - p_ago, p_channel, 100, p_commission, 0, 0, p_cost) $$;
select pg_temp.day(n, 'ussd', 100, 8100), pg_temp.day(n, 'paybill', 10000, 0) from generate_series(2, 7) n;
select is(pg_temp.figure('fare_margin'), '-80/-/200', 'the worst channel; six days are too few for an alarm');
select pg_temp.day(8, 'ussd', 0, 7900);
select is(pg_temp.figure('fare_margin'), '-80/-79/200', 'seven bad days: the best of them');
update gates.channel_days set cost_cents = 50 where channel = 'ussd' and business_on = current_date - 4;
select is(pg_temp.figure('fare_margin'), '-80/1/200', 'one good day among seven is no alarm; half a cent counts up');
select finish(); rollback;

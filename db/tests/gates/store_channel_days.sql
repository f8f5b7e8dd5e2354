begin; select plan(3);
\ir ../fixtures/gates.psql
select pg_temp.pay_fares(2, 'sms') \g /dev/null
select is(gates.store_channel_days(pg_temp.start()), 8, 'eight days back');
select is((select string_agg(concat_ws(' ', channel, fares, commission_cents, receipts, cost_cents), ', ')
             from gates.channel_days where fares > 0), 'paybill 1 20 1 80, paybill 1 20 1 80',
  'a fare of KES 10 earns 20 cents and its SMS costs 80');
select is(gates.store_channel_days(pg_temp.start()), 0, 'each day is counted once');
select finish(); rollback;

begin; select plan(9);
create function pg_temp.told() returns text language sql as $$
  select string_agg(cents::text, ' ' order by account) from payouts.float_balances $$;
select is(payouts.take_balance(p_said => 'Working Account|KES|346037.00|346037.00|0.00|0.00&Float Account|KES|0.00|0.00'
  '|0.00|0.00&Utility Account|KES|228037.00|228037.00|0.00|0.00&Charges Paid Account|KES|-1540.00|-1540.00|0.00|0.00'
  '&Organization Settlement Account|KES|0.00|0.00|0.00|0.00', p_told_at => now()), 2, 'it names both accounts');
select is(pg_temp.told(), '22803700 34603700', 'each has its available amount');
select is(payouts.take_balance(p_said => 'Utility Account|KES|1.50', p_told_at => now() + interval '1 second'), 1,
  'one of them');
select is(pg_temp.told(), '150 34603700', 'the other stays');
select is(payouts.take_balance(p_said => 'Utility Account|KES|9.00', p_told_at => now()), 1, 'an older answer');
select is(pg_temp.told(), '150 34603700', 'changes nothing');
select is(payouts.take_balance(p_said => said, p_told_at => now() + interval '1 hour'), 0, 'no answer: ' || said)
  from unnest(array['', 'Utility Account|KES|NaN&Working|KES']) said;
select is(payouts.take_balance(p_said => null, p_told_at => now()), 0, 'nothing said');
select finish(); rollback;

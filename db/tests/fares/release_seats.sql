begin; select plan(7);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb'), pg_temp.reserve('cc'), pg_temp.pay('bb') \g /dev/null
select is(fares.release_seats(p_payment_refs => array['aa', 'bb']), 1, 'what is paid is not given up');
select is((select string_agg(state, ' ' order by seat_no) from fares.seats), 'released paid reserved', 'the other is');
select is(pg_temp.reserve('dd'), 'SIMBA 4', 'its number is not given again');
select is(mobile_money.finish_intent(p_payment_ref => 'cc', p_result_code => '1032', p_at => now()), 'failed',
  'a prompt that was refused');
select is((select state from fares.seats where seat_no = 3), 'released', 'gives up its seat');
update mobile_money.payment_intents set created_at = now() - interval '1 hour' where payment_ref = 'dd';
select is(mobile_money.expire_intents(), 1, 'a prompt that nobody answered');
select is((select count(*) from fares.seats where state = 'reserved'), 0::bigint, 'too');
select finish(); rollback;

begin; select plan(7);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask(r) from unnest(array['new', 'old', 'seen', 'paid']) r;
update mobile_money.payment_intents set created_at = now() - interval '11 minutes' where payment_ref <> 'new';
update mobile_money.payment_intents set state = 'unknown', result_code = '0' where payment_ref = 'seen';
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is(mobile_money.expire_intents(), 1, 'one prompt was never answered');
select is(pg_temp.state('old'), 'expired', 'its intent expires');
select is(pg_temp.state('new'), 'created', 'a new intent does not');
select is(pg_temp.state('seen'), 'unknown', 'nor one that M-Pesa calls paid');
select mobile_money.expire_intents();
select is((select times_raised from messaging.alarms where kind = 'paid_without_receipt' and subject = 'seen'),
  1, 'that one raises an alarm, once');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'seen';
select is(mobile_money.expire_intents(), 0, 'nothing is left to expire');
select is((select acknowledged_reason from messaging.alarms where kind = 'paid_without_receipt' and subject = 'seen'),
  'the receipt arrived', 'the alarm ends when the receipt arrives');
select finish(); rollback;

begin; select plan(6);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('money_not_posted'), '0/0/0', 'all is posted');
select pg_temp.receive(1, 'pending', 86300), pg_temp.receive(1, 'pending', 86500);
select is(pg_temp.figure('money_not_posted'), '1/1/1', 'a message that waits for a day');
select pg_temp.intent('p1', :vehicle_id, 6000) \g /dev/null
update mobile_money.payment_intents set result_code = '0', created_at = now() - interval '25 hours';
select is(pg_temp.figure('money_not_posted'), '2/2/2', 'a prompt that M-Pesa calls paid');
select pg_temp.find_break(23, 'missing_in_ledger'), pg_temp.find_break(25, 'missing_in_ledger'),
  pg_temp.find_break(0, 'duplicate'), pg_temp.find_break(0, 'duplicate', 0), pg_temp.find_break(30);
select is(pg_temp.figure('money_not_posted'), '4/4/4', 'a line without a journal for a day, and money twice');
select pg_temp.confirm(pg_temp.incoming('QTWICE0001', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.figure('money_not_posted'), '4/4/4', 'suspense is in the ledger');
select pg_temp.post_fare('QTWICE0001', :split_rule_id, 6000) \g /dev/null
select is(pg_temp.figure('money_not_posted'), '5/5/5', 'a payment that is in suspense and at its vehicle');
select finish(); rollback;

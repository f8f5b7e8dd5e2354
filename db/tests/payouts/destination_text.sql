begin; select plan(3);
\ir ../fixtures/payouts.psql
select is(payouts.destination_text('phone', null, '345'), '07xx..345', 'a phone');
select is(payouts.destination_text('paybill', '247247', '4321'), '247247 ..4321', 'a bank');
select is(payouts.destination_text('till', '123456', '456'), 'till 123456', 'a till');
select finish(); rollback;

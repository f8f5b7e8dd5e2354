begin; select plan(11);
\ir ../fixtures/vouchers.psql
select is(pg_temp.issue('3000'), 'not_enough', 'the pot must have it');
select is(array[pg_temp.issue('100', p_driver => 'stranger'), pg_temp.issue('100', p_driver => 'nobody')],
  array['driver_wrong', 'driver_wrong'], 'the code goes to the crew of the vehicle, or to the issuer');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select is(pg_temp.issue('2000', p_vendor => :station), 'issued', 'a voucher is issued');
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264600 - 200900, 200900]::bigint[],
  'cap and fee are held');
select is(pg_temp.notified('voucher/%'), array[pg_temp.id('driver')], 'the driver gets the code');
select is((select o.payload ->> 'text' from messaging.outbox o where o.key like 'voucher/%')
  like 'Lipa Fare: vocha {code}, hadi KES 2,000, gari KZZ 001A, Kencom Fuel.%', true, 'with plate, cap and vendor');
select is(pg_temp.issue('100'), 'digits_taken', 'digits are of one voucher at a time');
select is(pg_temp.issue('100', '111111', p_driver => 'owner'), 'issued', 'or to the owner');
select throws_ok($$ update payouts.vouchers set cap_cents = cap_cents * 2 $$, 'LFA95', null,
  'what was issued does not change');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;

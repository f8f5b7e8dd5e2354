begin; select plan(6);
\ir ../fixtures/credit.psql
select pg_temp.credit('GCU0000001', '60.00'), pg_temp.opens('credit', 10000) \g /dev/null
select throws_ok($$ update fares.credit_uses set cents = 7000 $$, 'LFA10', null, 'a reservation never grows');
select throws_ok($$ delete from fares.credit_uses $$, 'LFA10', null, 'and is kept');
select lives_ok($$ update fares.credit_uses set phone_hash = sha256('newer key') $$, 'the look-up hash changes');
select lives_ok($$ update fares.credit_uses set state = 'released', ended_at = now() $$, 'it ends');
select lives_ok($$ update fares.credit_uses set state = 'reserved', ended_at = null $$, 'late money has it again');
update fares.credit_uses set state = 'used', ended_at = now();
select throws_ok($$ update fares.credit_uses set state = 'reserved', ended_at = null $$, 'LFA10', null, 'used is used');
select * from finish(); rollback;

begin; select plan(4);
\ir ../fixtures/credit.psql
select is(fares.owed_by(sha256('sim'), now()), null, 'nothing');
select pg_temp.opens('mpesa', 8000), pg_temp.confirm(pg_temp.incoming('OWE0000001', '59.50',
  p_payer_hash => sha256('sim'))) \g /dev/null
select is(fares.owed_by(sha256('sim'), now()) - 'vehicle', '{"receipt": "OWE0000001", "cents": 2100}',
  'in whole shillings');
select is(fares.owed_by(sha256('sim'), now() + interval '2 days'), null, 'for a day');
select fares.refund('OWE0000001', null, 'credit', 'r', null, 'not carried', null, null) \g /dev/null
select is(fares.owed_by(sha256('sim'), now()), null, 'not of a fare that was given back');
select * from finish(); rollback;

begin; select plan(2);
\ir ../fixtures/loyalty.psql
select is(loyalty.movements_of(sha256('payer')), '{"points": []}', 'nothing');
select pg_temp.earn(50), pg_temp.redeem('r1', 30) \g /dev/null
select is((select concat_ws(' ', m #>> '{points,0,kind}', m #>> '{points,0,points}', m #>> '{points,1,kind}',
  m #>> '{points,1,points}') from loyalty.movements_of(sha256('payer')) m), 'award 50 redeem -30', 'each movement');
select * from finish(); rollback;

begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select is(payouts.resolve(:'ref', '{"result": "paid", "receipt": "QABC000001", "paid_at": "29.11.2026 16:00:00"}'),
  'paid', 'what the statement says');
select is((select receipt from payouts.payouts), 'QABC000001', 'with its receipt');
select is(payouts.resolve(:'ref', '{"result": "failed", "receipt": "", "paid_at": ""}'), 'paid', 'once only');
select is(payouts.resolve('nothing', '{}'), 'gone', 'nothing');
select finish(); rollback;

-- The fingerprint of a day. Of days that go on and close: db/tests/concurrency/test_day_close.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select is(ledger.fingerprint('2026-11-23'),
  (select ledger.short_hash(s.seal_hash) from ledger.seals s where s.seal_id = 2),
  'that of its newest seal');
select is(ledger.fingerprint('2026-11-24'), null, 'none for a day without seals');
select is(ledger.fingerprint(null), null, 'nothing for nothing');
select finish(); rollback;

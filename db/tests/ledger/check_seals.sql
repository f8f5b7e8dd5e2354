-- The stored outcome of a verification.
begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select is(ledger.check_seals(1, null), 0, 'no seal is broken');
select is((select array_agg(s.verified) from audit.seals s), array[true, true], 'auditors see that');
select is(pg_temp.changed(), 'audit.seal_checks', 'no alarm, and nothing else changed');
select is(ledger.check_seals(7, 9), 0, 'seals that don''t exist are not checked');
select finish(); rollback;

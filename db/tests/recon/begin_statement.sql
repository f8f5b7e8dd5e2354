begin; select plan(17);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select is(pg_temp.begin('a'), 'new 0 KES', 'a file that nobody read');
select is((select (state, channel, account, short_code, opening_cents, closing_cents, file_name, file_bytes)::text
  from recon.statements where file_sha256 = sha256('a')),
  '(reading,command,utility,400222,1250000,1250000,a.csv,1000)', 'what it says of itself is kept');
select is((select (period_from, period_to)::text from recon.statements where file_sha256 = sha256('a')),
  (timestamptz '2026-11-20 00:00+03', timestamptz '2026-11-21 00:00+03')::text, 'its period is on the market''s clock');
select is(pg_temp.begin('a', 'second'), 'busy 0', 'a second reader of the same file has to wait');
select is(pg_temp.begin('a'), 'new 0 KES', 'the first may ask again');
select is(pg_temp.take('a', 0, 2, array[pg_temp.line(1, 'SKA0000001', 6000)]), 'taken 1 0 0', 'it has read two rows');
update recon.statements set lease_until = now() - interval '1 second';
select is(pg_temp.begin('a', 'second'), 'resumed 2 KES', 'when it stopped, another goes on where it was');
select is(pg_temp.take('a', 2, 3, '{}'), 'lost 0 0 0', 'what the first then brings is not taken');
select is(pg_temp.finish('a', 2, 'second'), 'read unproven -6000', 'the second ends it');
select is(pg_temp.begin('a'), 'known 2', 'the same file again is known');
select is(pg_temp.begin('b', p_short_code => '999999'), 'unknown_till 0', 'a PayBill that is not ours');
select is(pg_temp.begin('b', p_short_code => null), 'unknown_till 0', 'none at all');
select is(pg_temp.begin('b', p_account => null), 'no_account 0', 'a file that does not say which account');
select is((select state from recon.statements where file_sha256 = sha256('b')), 'waiting', 'it is not read');
select is(pg_temp.begin('b'), 'new 0 KES', 'with its account it is');
select is((select count(*) from recon.begin_statement(null, 'command', 'x', 1, 'reader', '400222', 'utility', null,
  null, null, null, null)), 0::bigint, 'nothing is no file');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms recon.day_counts recon.lines recon.statements',
  'nothing else changed');
select finish(); rollback;

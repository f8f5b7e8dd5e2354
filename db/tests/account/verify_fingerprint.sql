-- Is this statement genuine?
begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select ledger.fingerprint('2026-11-23') as printed, ledger.short_hash(s.seal_hash) as earlier
  from ledger.seals s where s.seal_id = 1 \gset
select is(account.verify_fingerprint('2026-11-23', :'printed') - 'now', '{"outcome": "genuine", "day": "2026-11-23",
  "sealed_at": "2026-11-23T14:00:00", "entries": 0, "closed": false, "is_last": true}', 'the newest of its day');
select is(account.verify_fingerprint('2026-11-23', :'earlier') ->> 'outcome', 'genuine', 'an earlier one');
select is(account.verify_fingerprint('2026-11-24', :'printed') ->> 'outcome', 'unknown',
  'of another day it is not ours');
insert into audit.seal_checks values (1, false, now()), (2, true, now());
select is(account.verify_fingerprint('2026-11-23', :'printed') ->> 'outcome', 'broken',
  'rows of an earlier seal of that day were changed, which this one counts, too');
update audit.seal_checks set verified = not verified;
select is(account.verify_fingerprint('2026-11-23', :'earlier') ->> 'outcome', 'genuine',
  'what was changed later in the day is not on an earlier statement');
select is(account.verify_fingerprint('2026-11-23', :'printed') ->> 'outcome', 'broken', 'the ledger was changed since');
select is(account.verify_fingerprint(null, null), '{"day": null, "outcome": "unknown"}', 'nothing for nothing');
select is(pg_temp.changed(), 'audit.seal_checks', 'asking changes nothing');
select finish(); rollback;

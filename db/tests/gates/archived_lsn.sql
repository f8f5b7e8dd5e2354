-- What a server that archives says is in deploy/tests/test_recovery.py; this one may archive or not.
begin; select plan(2);
select ok(gates.archived_lsn() is null or gates.archived_lsn() <= pg_current_wal_lsn() + 16777216::numeric,
  'nothing is archived that was not written');
select ok((gates.archived_lsn() is null) or current_setting('archive_command') <> 'true',
  'a command that drops the WAL archives nothing');
select finish(); rollback;

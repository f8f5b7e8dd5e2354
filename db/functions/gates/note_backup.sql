-- Notes a backup that was made and verified, for the figures backup_age and archive_failing. scripts/backup.sh calls it
-- as superuser. Locks: none. Repeat: the same row. Source: docs/decisions/backup-and-standby.md.
create or replace function gates.note_backup(
  p_label        text,          -- its name in the repository
  p_kind         text,          -- full, differential or incremental
  p_started_at   timestamptz,
  p_finished_at  timestamptz,
  p_stop_lsn     pg_lsn,        -- the WAL up to there makes it consistent
  p_bytes        bigint,        -- of the server
  p_stored_bytes bigint,        -- what it added to the repository
  p_oldest_at    timestamptz    -- the oldest moment that can be restored now
) returns void language sql as $$
  insert into gates.backups (label, kind, started_at, finished_at, stop_lsn, bytes, stored_bytes, oldest_at)
  values (p_label, p_kind, p_started_at, p_finished_at, p_stop_lsn, p_bytes, p_stored_bytes, p_oldest_at)
  on conflict (label) do nothing
$$;
comment on function gates.note_backup is
  'Notes one backup; one that is noted already stays as it is. Raises not_null_violation when something is missing.';

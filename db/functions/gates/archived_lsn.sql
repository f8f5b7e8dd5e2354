-- Says up to where this server's WAL is archived, by the name of the last segment: timeline, then the number of the
-- segment in two parts of 8 hex digits. Source: docs/decisions/backup-and-standby.md.
create or replace function gates.archived_lsn() returns pg_lsn language sql stable as $$
  select '0/0'::pg_lsn + 4294967296::numeric * ('x' || substr(a.last_archived_wal, 9, 8))::bit(32)::bigint
         + pg_size_bytes(current_setting('wal_segment_size'))::numeric
           * (('x' || substr(a.last_archived_wal, 17, 8))::bit(32)::bigint + 1)
    from pg_catalog.pg_stat_archiver a
   where current_setting('archive_mode') <> 'off'
     and (current_setting('archive_command') not in ('', 'true', '/bin/true', '(disabled)')
          or current_setting('archive_library') <> '')
     and a.last_archived_wal ~ '^[0-9A-F]{24}'
$$;
comment on function gates.archived_lsn is
  'The end of the last segment that was archived; null: the server archives nothing, or nothing yet. Raises nothing.';

-- Measures how many full WAL segments wait for the archive: what they hold is lost if the server's disk is. A server
-- that archives nothing any more is measured from its last backup on; one that never had a backup has no figure.
-- Source: docs/decisions/backup-and-standby.md.
create or replace function gates.measure_archive_failing(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.segments, m.segments, 1)::gates.figure
    from (select max(floor(greatest(pg_current_wal_lsn() - greatest(gates.archived_lsn(), b.stop_lsn), 0)
                           / pg_size_bytes(current_setting('wal_segment_size'))))::bigint as segments
            from (select k.stop_lsn from gates.backups k where k.finished_at <= p_at
                   order by k.finished_at desc limit 1) b) m
$$;
comment on function gates.measure_archive_failing is
  'Segments (16 MB, or what 15 seconds wrote); no value when there is no backup. Raises nothing.';

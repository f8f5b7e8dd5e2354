-- Measures how old the newest backup is. A server that never had one has no figure. Source:
-- docs/decisions/backup-and-standby.md.
create or replace function gates.measure_backup_age(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.seconds, m.seconds, 1)::gates.figure
    from (select extract(epoch from p_at - max(k.finished_at))::bigint as seconds from gates.backups k
           where k.finished_at <= p_at) m
$$;
comment on function gates.measure_backup_age is 'Seconds; no value when there is no backup. Raises nothing.';

-- Sums up the open alarms for a message to staff: the worst first, one entry for each kind, without a subject: no
-- number, no name. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function messaging.alarm_summary(
  p_rank int    -- up to which messaging.alarm_rank
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'rank', k.rank, 'open', k.n, 'since', k.since,
                                               'nags', messaging.alarm_ends_by(p_kind => k.kind) is null)
                            order by k.rank, k.since, k.kind), '[]')
    from (select a.kind, messaging.alarm_rank(p_kind => a.kind) as rank, count(*) as n, min(a.raised_at) as since
            from messaging.alarms a where a.acknowledged_at is null group by a.kind) k
   where k.rank <= p_rank
$$;
comment on function messaging.alarm_summary is
  'kind, rank, open (how many), since and nags (false: it can''t be acknowledged, so it is told once) of each kind, '
  'the worst and then the oldest first. Raises nothing.';

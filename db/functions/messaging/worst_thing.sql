-- Says whether everything is all right, and what is worst if not, for the sentence at the top of the staff's first
-- page. A worker that stands still comes first, because nobody raises alarms then; then alarms, worst and oldest
-- first; then figures; then what waits for a person without an alarm. Source: docs/decisions/staff-pages.md.
create or replace function messaging.worst_thing(
  p_at      timestamptz,
  p_zone    text,         -- the market's time zone
  p_waiting jsonb         -- see messaging.waiting_counts
) returns jsonb language sql stable as $$
  select coalesce((select jsonb_strip_nulls(to_jsonb(w) - 'place'
      || jsonb_build_object('since', w.since at time zone p_zone)) from (
      select 0 as place, 'wrong' as level, 'worker' as what, null as kind, null::text as subject,
             null::bigint as alarm_id, null::bigint as n, j.last_at as since
        from (select max(r.last_run_at) as last_at from jobs.schedule r) j
       where coalesce(j.last_at, '-infinity') < p_at - interval '5 minutes'
      union all
      (select messaging.alarm_rank(p_kind => a.kind),
              case when messaging.alarm_rank(p_kind => a.kind) < 4 then 'wrong' else 'waiting' end,
              'alarm', a.kind, a.subject, a.alarm_id, null, a.raised_at
         from messaging.alarms a where a.acknowledged_at is null order by 1, a.raised_at, a.alarm_id limit 1)
      union all
      (select case f.state when 'alarm' then 5 else 7 end, case f.state when 'alarm' then 'wrong' else 'waiting' end,
              'figure', f.gate, null, null, null, f.since
         from gates.figures f join gates.gates g using (gate)
        where f.state in ('alarm', 'between') order by 1, g.place limit 1)
      union all
      select 6, 'waiting', c.what, null, null, null, c.n, null
        from (select k.what, (p_waiting ->> k.what)::bigint as n, k.ordinal
                from unnest(array['payouts_unknown', 'breaks', 'messages', 'verifications', 'dead', 'disputes',
                                  'suspense']) with ordinality as k(what, ordinal)
               where (p_waiting ->> k.what)::bigint > 0 order by k.ordinal limit 1) c
       order by place limit 1) w), '{"level": "ok"}')
$$;
comment on function messaging.worst_thing is
  'level (ok, waiting: it works but something waits for a person, wrong), what (worker, alarm, figure, or a key of '
  'p_waiting), kind (of the alarm, or the figure), subject, alarm_id, n (how many wait), since. Raises nothing.';

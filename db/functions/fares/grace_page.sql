-- Shows when M-Pesa was silent, the last ten times, and what became of the promises of some SACCOs' vehicles.
-- Nobody is accused: a passenger may have paid with another phone. Source: docs/decisions/grace-mode.md.
create or replace function fares.grace_page(p_sacco_ids bigint[], p_at timestamptz) returns jsonb
language sql stable as $$
  with zone as (select config.setting(p_setting => 'time_zone') as name),
  times as (
    select g.* from fares.grace_periods g where g.started_at <= p_at order by g.started_at desc limit 10),
  given as (
    select p.*, v.plate from fares.promises p join fleet.vehicles v using (vehicle_id)
     where v.sacco_id = any (p_sacco_ids) and p.state <> 'withdrawn')
  select jsonb_build_object('now', p_at at time zone z.name, 'open', fares.open_grace(p_at => p_at) is not null,
    'hours', config.setting(p_setting => 'promise_hours')::int,
    'periods', (select coalesce(jsonb_agg(jsonb_build_object('from', t.started_at at time zone z.name,
          'to', t.ended_at at time zone z.name, 'reason', t.reason, 'end_reason', t.end_reason, 'missed', t.missed,
          'by', accounts.actor_card(p_actor => 'user:' || t.started_by),
          'ended_by', accounts.actor_card(p_actor => 'user:' || t.ended_by),
          'promises', n.promises, 'cents', n.cents, 'cleared', n.cleared, 'open', n.open)
        order by t.started_at desc), '[]')
      from times t cross join lateral (
        select count(*) as promises, coalesce(sum(g.cents), 0)::bigint as cents,
               count(*) filter (where g.state = 'cleared') as cleared, count(*) filter (where g.state = 'open') as open
          from given g where g.grace_id = t.grace_id) n),
    'unpaid', (select coalesce(jsonb_agg(to_jsonb(u)), '[]')
      from (select g.plate, count(*) as promises, sum(g.cents)::bigint as cents,
                   max(g.told_at) at time zone z.name as last_at
              from given g where g.state in ('open', 'lapsed') and g.told_at > p_at - interval '7 days'
             group by g.plate order by max(g.told_at) desc limit 30) u)) from zone z
$$;
comment on function fares.grace_page is
  'now, open (grace is on), hours (until a promise lapses), periods (from, to, by, '
  'reason, ended_by, end_reason, missed, promises, cents, cleared, open), unpaid (of seven days: plate, promises, '
  'cents, last_at). Raises nothing.';

-- Says the figures of the pilot in one week, as they were stored. Shares are permille.
create or replace function gates.week_card(
  p_week_on date,   -- its Monday; null: the newest
  p_zone    text    -- the market's time zone
) returns jsonb language sql stable as $$
  select to_jsonb(w) - '{counted_at,final_at}'::text[] || jsonb_build_object(
    'counted_at', w.counted_at at time zone p_zone, 'final', w.final_at is not null,
    'ussd_share', 1000 * w.ussd_fares::bigint / nullif(w.fares, 0),
    'matched_share', 1000 * w.lines_matched::bigint / nullif(w.lines, 0),
    'sessions', d.sessions, 'dropped', d.dropped, 'drop_share', 1000 * d.dropped / nullif(d.sessions, 0),
    'steps', (select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'sessions', s.sessions,
                       'share', 1000 * s.sessions::bigint / nullif(d.sessions, 0))
                       order by s.sessions desc, s.step), '[]')
                from gates.week_drops s where s.week_on = w.week_on and s.step <> 'end'))
    from gates.pilot_weeks w
   cross join lateral (
     select coalesce(sum(s.sessions), 0)::bigint as sessions,
            coalesce(sum(s.sessions) filter (where s.step <> 'end'), 0)::bigint as dropped
       from gates.week_drops s where s.week_on = w.week_on) d
   where w.week_on = coalesce(p_week_on, (select max(n.week_on) from gates.pilot_weeks n))
$$;
comment on function gates.week_card is
  'The columns of gates.pilot_weeks, counted_at, final, ussd_share, matched_share, sessions, dropped, drop_share, '
  'steps (step, sessions, share: those that ended before our last screen); null: that week is not stored. Raises '
  'nothing.';

-- Shows the market days: the open ones and what stands in their way, and the closed ones with their fingerprints.
-- Locks: as accounts.signed_in_user. Repeat: the same, until a day is closed. Source: docs/decisions/day-close.md.
create or replace function ops.days(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_today   date := (clock_timestamp() at time zone v_zone)::date;
  v_next    date := ledger.next_day_to_close();
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.days') then
    return access.refuse(p_function => 'ops.days', p_subject => 'finance pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'next', v_next, 'close_hour',
    config.setting(p_setting => 'close_day_hour')::int,
    'by_hand', v_next + interval '60 hours' <= clock_timestamp() at time zone v_zone,
    'blockers', (select coalesce(jsonb_agg(to_jsonb(u)), '[]') from recon.uncovered(p_on => v_next) u),
    'days', (
      select coalesce(jsonb_agg(to_jsonb(r) order by r.day desc), '[]')
        from (select d::date as day, c.closed_at at time zone v_zone as closed_at, c.reason,
                     accounts.actor_card(p_actor => 'user:' || c.closed_by) as closer,
                     ledger.fingerprint(p_on => d::date) as fingerprint, s.journals,
                     coalesce(s.closes, false) as finished, coalesce(s.broken, false) as broken
                from generate_series(v_today - 40, v_today, interval '1 day') d
                left join ledger.closed_days c on c.business_on = d::date
                left join lateral (
                  select sum(x.journals)::bigint as journals, bool_or(x.closes_day) as closes,
                         bool_or(not k.verified) as broken
                    from ledger.seals x left join audit.seal_checks k using (seal_id)
                   where x.business_on = d::date) s on true
               where s.journals is not null or c.business_on is not null) r));
end $$;
comment on function ops.days is 'next (the day to close), blockers (recon.uncovered), by_hand (it may be closed by '
  'hand: 36 hours are over since its end), days of the last 40 with fingerprint, journals, closed_at, closer and '
  'reason (by hand), finished (its figures are stored), broken; {"outcome": "absent"} when not allowed. Raises LFA60.';

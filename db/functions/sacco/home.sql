-- Shows a SACCO's first page: which vehicles take fares, what each took and paid in dues, what waits for approval, and
-- what the SACCO charges. Page and CSV come from here, so they can't differ. Locks: as accounts.signed_in_user.
create or replace function sacco.home(
  p_session bytea,
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp
-- Planning these statements for each call anew takes longer than running them: all of them find rows by index.
set plan_cache_mode = force_generic_plan as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.home', p_scope_kind => 'sacco');
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_as        record;
  v_days      record;
  v_month     date;
begin
  if v_sacco_ids = '{}' then
    return access.refuse(p_function => 'sacco.home', p_subject => 'sacco pages');
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_month := date_trunc('month', least(v_days.ends_on, v_days.today)::timestamp)::date;
  return (with taken as materialized (
      select t.* from fares.sacco_sums(p_sacco_ids => v_sacco_ids, p_month => v_month, p_from => v_days.starts_on,
                                       p_to => v_days.ends_on, p_horizon => v_as.horizon) t
    ), total as materialized (
      select coalesce(min(t.cents), 0) as cents, coalesce(min(t.dues_cents), 0) as dues_cents,
             coalesce(min(t.month_dues_cents), 0) as month_dues_cents from taken t where t.vehicle_id is null
    ), rows as materialized (
      select s.plate, s.route, s.sign, s.last_at, s.target_cents, coalesce(t.dues_cents, 0) as dues_cents,
             coalesce(t.cents, 0) as cents, coalesce(t.month_dues_cents, 0) as month_dues_cents,
             case v_days.period when 'day' then s.usual_cents end as usual_cents
        from fares.sacco_signs(p_sacco_ids => v_sacco_ids, p_on => v_days.starts_on, p_zone => v_zone,
                               p_horizon => v_as.horizon, p_moment => v_as.moment) s
        left join taken t using (vehicle_id))
    select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
      'now', v_as.moment at time zone v_zone, 'days', to_jsonb(v_days), 'month', v_month,
      'service_starts', config.setting(p_setting => 'service_starts'),
      'saccos', (select jsonb_agg(s.name order by s.name) from fleet.saccos s where s.sacco_id = any (v_sacco_ids)),
      'cents', (select k.cents from total k), 'dues_cents', (select k.dues_cents from total k),
      'month_dues_cents', (select k.month_dues_cents from total k),
      'left_cents', (select k.cents from total k) - coalesce(sum(r.cents), 0)::bigint,
      'left_dues_cents', (select k.dues_cents from total k) - coalesce(sum(r.dues_cents), 0)::bigint,
      'usual_cents', sum(r.usual_cents)::bigint,
      'held_dues_cents', (ledger.held_of(p_horizon => v_as.horizon, p_sub_wallet_ids => array(
          select s.sub_wallet_id from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
           where w.kind = 'vehicle' and w.sacco_id = any (v_sacco_ids) and s.purpose = 'sacco')) ->> 'cents')::bigint,
      'approvals', jsonb_array_length(access.open_role_changes(p_sacco_ids => v_sacco_ids, p_zone => v_zone)),
      'payouts_waiting', (select count(*) from payouts.approvable(p_sacco_ids => access.scope_ids(v_user_id,
          p_function => 'sacco.decide_payout', p_scope_kind => 'sacco')) p where p.requested_by <> v_user_id),
      'promises_open', fares.promises_open(p_sacco_ids => v_sacco_ids),
      'splits_waiting', fares.splits_waiting(p_side => 'sacco', p_ids => v_sacco_ids, p_at => v_as.moment),
      'fares_waiting', fleet.fares_waiting(p_user_id => v_user_id, p_at => v_as.moment, p_sacco_ids =>
          access.scope_ids(v_user_id, p_function => 'sacco.decide_fares', p_scope_kind => 'sacco')),
      'vehicles', coalesce(jsonb_agg(to_jsonb(r) order by coalesce(array_position(array['no_rule', 'not_in_pilot',
          'no_code', 'silent', 'no_fares_yet', 'receiving', 'resting', 'closed'], r.sign), 9),
          r.cents::numeric / nullif(r.usual_cents, 0), r.plate), '[]'),
      'routes', (select coalesce(jsonb_agg(to_jsonb(g) order by g.cents desc, g.route), '[]')
                   from (select q.route, count(*) filter (where q.sign <> 'closed') as vehicles,
                           count(*) filter (where q.sign = 'receiving') as receiving, sum(q.cents)::bigint as cents,
                                sum(q.usual_cents)::bigint as usual_cents from rows q group by q.route) g),
      'board', fleet.fares_board(p_sacco_ids => v_sacco_ids, p_at => v_as.moment)) from rows r);
end $$;
comment on function sacco.home is 'saccos (names), days, month (its first day), vehicles (what needs attention '
  'first: sign, last_at, cents, usual_cents (of a day only), dues_cents, month_dues_cents: up to the end of the '
  'period, target_cents), routes, the SACCO''s sums, left_cents and left_dues_cents '
  '(of them, by vehicles that have left since), held_dues_cents (on hold at M-Pesa, of all time), approvals (how many '
  'wait), payouts_waiting (for this person''s decision), promises_open (made while M-Pesa was silent), '
  'splits_waiting (see fares.splits_waiting), fares_waiting (see fleet.fares_waiting), board (see '
  'fleet.fares_board); {"outcome": "absent"} when not allowed. Raises LFA60, LFV64, LFV65.';

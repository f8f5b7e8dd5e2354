-- Shows an owner's first page: whether every vehicle receives money, its takings, and the balances.
-- Source: docs/decisions/owner-pages.md. Locks: as accounts.signed_in_user.
create or replace function owners.home(
  p_session bytea,
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp
-- Planning these statements for each call anew takes longer than running them: all of them find rows by index.
set plan_cache_mode = force_generic_plan as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.home', p_scope_kind => 'owner');
  v_fleet   bigint[] := fleet.owned_vehicles(p_owner_ids => v_owners);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_as      record;
  v_days    record;
  v_takings jsonb;
  v_before  jsonb;
  v_money   jsonb;
begin
  if v_owners = '{}' then
    return access.refuse(p_function => 'owners.home', p_subject => 'owner pages');
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_takings := fares.takings(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_from => v_days.starts_on,
    p_to => v_days.ends_on, p_zone => v_zone, p_horizon => v_as.horizon);
  v_before := fares.takings_comparison(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_period => v_days.period,
    p_from => v_days.starts_on, p_cents => (v_takings ->> 'cents')::bigint, p_zone => v_zone, p_horizon => v_as.horizon,
    p_moment => v_as.moment);
  v_money := ledger.owner_money(p_owner_ids => v_owners, p_horizon => v_as.horizon);
  return v_money || jsonb_build_object(
    'outcome', 'found', 'on_the_way_cents', payouts.on_the_way(p_owner_ids => v_owners, p_horizon => v_as.horizon),
    'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
    'held_since', v_as.held_since at time zone v_zone,
    'now', v_as.moment at time zone v_zone, 'days', to_jsonb(v_days), 'takings', v_takings, 'compared', v_before,
    'service_starts', config.setting(p_setting => 'service_starts'), 'yours_cents', v_takings -> 'yours_cents',
    'splits_waiting', fares.splits_waiting(p_side => 'owner', p_ids => v_owners, p_at => v_as.moment),
    'held_takings_cents', fares.held_takings(p_held => v_money -> 'held', p_vehicle_ids => v_fleet,
      p_from => v_days.starts_on, p_to => v_days.ends_on), 'cash', fares.cash_told(p_owner_ids => v_owners,
      p_vehicle_ids => v_fleet, p_from => v_days.starts_on, p_to => v_days.ends_on, p_moment => v_as.moment),
    'vehicles', (
      select coalesce(jsonb_agg(to_jsonb(r) - 'place' order by r.place, r.cents::numeric / nullif(r.usual_cents, 0),
                                r.plate), '[]')
        from (select plate, coalesce(s.route, t.route) as route, coalesce(s.sign, 'sold') as sign,
                     -- What needs attention comes first, what can't come to anything last.
                     coalesce(array_position(array['no_rule', 'not_in_pilot', 'no_code', 'silent', 'no_fares_yet',
                                                   'receiving', 'resting', 'closed'], s.sign), 9) as place,
                     coalesce(s.last_at, t.last_at) as last_at, t.last_at as period_last_at,
                     coalesce(t.cents, 0) as cents, coalesce(t.fares, 0) as fares, u.usual_cents,
                     fares.percent_change(p_cents => coalesce(t.cents, 0),
                                          p_before => (v_before #>> array['vehicles', plate])::bigint) as percent
                from fares.vehicle_signs(p_owner_ids => v_owners, p_zone => v_zone, p_horizon => v_as.horizon,
                                         p_moment => v_as.moment) s
                full join jsonb_to_recordset(v_takings -> 'vehicles')
                     as t(plate text, route text, cents bigint, fares bigint, last_at timestamp) using (plate)
                left join (select v.plate, m.usual_cents
                             from fares.usual_takings(p_owner_ids => v_owners, p_vehicle_ids => v_fleet,
                                    p_on => v_days.starts_on, p_zone => v_zone, p_horizon => v_as.horizon,
                                    p_moment => v_as.moment) m
                             join fleet.vehicles v on v.vehicle_id = m.vehicle_id
                            where v_days.period = 'day') u using (plate)) r));
end $$;
comment on function owners.home is '{"outcome": found (or absent for somebody who owns nothing), asof, now, days, '
  'takings, compared, splits_waiting (plates), on_the_way_cents (see payouts.on_the_way), '
  'yours_cents (after our fee and the SACCO''s part), held_takings_cents '
  '(of the fares), cash (see fares.cash_told), vehicles (what needs attention first; sold: took fares for this '
    'owner, but is no longer theirs; '
  'last_at: of all, period_last_at: within the period; usual_cents: see fares.usual_takings, of a day only), and all '
  'of ledger.owner_money}; money in cents, times on the market''s clock. Raises LFA60, LFV64, LFV65 (see ledger.as_of, '
  'fares.period_days).';

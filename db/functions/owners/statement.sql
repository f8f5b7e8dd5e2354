-- Sums up a period for an owner's files: each day with its fares and where they went, and the whole of it. The sums are
-- those of the pages. Source: docs/decisions/owner-pages.md. Locks: as accounts.signed_in_user.
create or replace function owners.statement(
  p_session bytea,
  p_plate   text,    -- null or empty: all vehicles
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners bigint[] := access.scope_ids(v_user_id, p_function => 'owners.statement', p_scope_kind => 'owner');
  v_fleet  bigint[] := fleet.owned_vehicles(p_owner_ids => v_owners);
  v_one    bigint[];   -- one vehicle; null: all of the owner
  v_as     record;
  v_days   record;
begin
  if p_plate <> '' then
    v_one := array(select v.vehicle_id from fleet.vehicles v
                      where v.vehicle_id = any (v_fleet) and v.plate = fleet.normal_plate(p_text => p_plate));
    v_fleet := v_one;
  end if;
  if v_fleet = '{}' then
    return access.refuse(p_function => 'owners.statement', p_subject => 'fleet.vehicles:' || coalesce(p_plate, ''));
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  return (
    with whole as materialized (
      select t.* from fares.owner_takings(p_owner_ids => v_owners, p_from => v_days.starts_on,
                                          p_to => v_days.ends_on, p_horizon => v_as.horizon) t where v_one is null
    ), taken as materialized (
      select m.business_on as day, sum(m.cents)::bigint as cents, sum(m.fares)::int as fares
        from (select w.business_on, w.cents, w.fares from whole w
               union all
              select d.business_on, d.cents, d.fares
                from fares.day_takings(p_owner_ids => v_owners, p_vehicle_ids => v_one, p_from => v_days.starts_on,
                                       p_to => v_days.ends_on, p_horizon => v_as.horizon) d) m group by m.business_on
    ), parts as materialized (
      select q.business_on as day, q.purpose, sum(q.cents)::bigint as cents
        from (select w.business_on, p.purpose, p.cents
                from whole w cross join lateral unnest(w.purposes, w.cents_by_purpose) as p(purpose, cents)
               union all
              select d.business_on, d.purpose, d.cents
                from fares.purpose_takings(p_owner_ids => v_owners, p_vehicle_ids => v_one,
                       p_from => v_days.starts_on, p_to => v_days.ends_on, p_horizon => v_as.horizon) d) q
       group by 1, 2)
    select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
      'now', v_as.moment at time zone config.setting(p_setting => 'time_zone'), 'days', to_jsonb(v_days),
      'cents', coalesce((select sum(t.cents) from taken t), 0)::bigint,
      'fares', coalesce((select sum(t.fares) from taken t), 0)::int,
      'parts', (select coalesce(jsonb_object_agg(q.purpose, q.cents), '{}')
                  from (select p.purpose, sum(p.cents)::bigint as cents from parts p group by p.purpose) q),
      'purposes', (select coalesce(jsonb_agg(s.purpose order by s.place), '[]')
                     from (select s.purpose, min(s.sub_wallet_id) as place from ledger.wallets w
                             join ledger.sub_wallets s using (wallet_id)
                            where w.owner_id = any (v_owners) and w.vehicle_id = any (v_fleet) group by s.purpose) s),
      'rows', (select coalesce(jsonb_agg(jsonb_build_object('on', t.day, 'cents', t.cents, 'fares', t.fares, 'parts',
                 (select jsonb_object_agg(p.purpose, p.cents) from parts p where p.day = t.day)) order by t.day), '[]')
                 from taken t)));
end $$;
comment on function owners.statement is 'days, cents, fares, parts (cents by purpose; fee: ours), purposes (all of the '
  'owner''s) and rows (on, cents, fares, parts) for days with fares. {"outcome": "absent"} for a plate of '
  'somebody else. Raises LFA60, LFV64, LFV65.';

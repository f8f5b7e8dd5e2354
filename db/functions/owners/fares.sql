-- Lists the fares behind a figure: of a period, of one vehicle or all, of one hour or all, newest first. List and CSV
-- come from here, so they can't differ. Source: docs/decisions/owner-pages.md. Locks: as accounts.signed_in_user.
create or replace function owners.fares(
  p_session bytea,
  p_plate   text,    -- null or empty: all vehicles
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_hour    text,    -- 00 to 23 on the market's clock; null or empty: all
  p_before  text,    -- place of the last row seen; null or empty: from the newest
  p_limit   int,     -- how many rows at most
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners bigint[] := access.scope_ids(v_user_id, p_function => 'owners.fares', p_scope_kind => 'owner');
  v_fleet  bigint[] := fleet.owned_vehicles(p_owner_ids => v_owners);
  v_zone   text := config.setting(p_setting => 'time_zone');
  v_as     record;
  v_days   record;
begin
  if p_hour !~ '^([01][0-9]|2[0-3])?$' or p_before !~ '^([0-9]{1,17} [A-Za-z0-9]{1,40})?$' then
    raise exception 'not an hour, or not a row of the list' using errcode = 'LFV66';
  end if;
  if p_plate <> '' then
    v_fleet := array(select v.vehicle_id from fleet.vehicles v
                      where v.vehicle_id = any (v_fleet) and v.plate = fleet.normal_plate(p_text => p_plate));
  end if;
  if v_fleet = '{}' then
    return access.refuse(p_function => 'owners.fares', p_subject => 'fleet.vehicles:' || coalesce(p_plate, ''));
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  return (
    with taken as (
      select coalesce(sum(m.cents), 0)::bigint as cents, coalesce(sum(m.fares), 0)::int as fares
        from fares.minute_takings(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_from => v_days.starts_on,
                                  p_to => v_days.ends_on, p_horizon => v_as.horizon) m
       where coalesce(p_hour, '') = '' or to_char(m.minute at time zone v_zone, 'HH24') = p_hour
    ), newest as (
      select f.*, v.plate, r.number as route, f.paid_at at time zone v_zone as local_at,
             (extract(epoch from f.paid_at) * 1000000)::bigint || ' ' || f.receipt as place
        from fares.owned_fares(p_owner_ids => v_owners, p_vehicle_ids => v_fleet, p_from => v_days.starts_on,
                               p_to => v_days.ends_on, p_horizon => v_as.horizon) f
        join fleet.vehicles v on v.vehicle_id = f.vehicle_id
        join fleet.routes r on r.route_id = v.route_id
       where (coalesce(p_hour, '') = '' or to_char(f.paid_at at time zone v_zone, 'HH24') = p_hour)
         and (coalesce(p_before, '') = ''
              or (f.paid_at, f.receipt)
                 < (to_timestamp(split_part(p_before, ' ', 1)::bigint / 1000000.0), split_part(p_before, ' ', 2)))
       order by f.paid_at desc, f.receipt desc limit p_limit + 1)
    select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
      'held_since', v_as.held_since at time zone v_zone,
      'now', v_as.moment at time zone v_zone, 'days', to_jsonb(v_days),
      'cents', t.cents, 'fares', t.fares,
      'rows', (select coalesce(jsonb_agg(
                 to_jsonb(s) - '{vehicle_id,paid_at,journal_id,owner_id,payment_ref,split_rule_id}'::text[]
                   || jsonb_build_object('seats', i.seats, 'stage', g.name, 'parts', p.parts)
                                         order by s.paid_at desc, s.receipt desc), '[]')
                 from newest s
                cross join lateral fares.parts_of(p_journal_id => s.journal_id) as p(parts)
                 left join mobile_money.payment_intents i on i.payment_ref = s.payment_ref
                 left join fleet.stages g on g.stage_id = i.stage_id))
      from taken t);
end $$;
comment on function owners.fares is
  'cents and fares of all that match, and the newest p_limit + 1 rows of them after p_before (the last says that '
  'there are more), each with its parts (cents by purpose), seats and stage. {"outcome": "absent"} for a plate of '
  'somebody else. Raises LFA60, LFV64, LFV65, LFV66.';

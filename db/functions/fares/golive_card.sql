-- Says how far a route, or one vehicle of it, is from going live: its last days in shadow mode as marks, and how many
-- clean ones in a row end the list. Today is not over and does not count. Days without trips are skipped.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.golive_card(p_route_id bigint, p_vehicle_id bigint, p_at timestamptz) returns jsonb
language sql stable as $$
  with now_is as (
    select (p_at at time zone z.name)::date as today, z.name as zone,
           config.setting(p_setting => 'golive_days')::int as needed
      from (select config.setting(p_setting => 'time_zone') as name) z),
  mode as (
    select m.mode, m.valid_from, m.vehicle_id is not null as is_own from fares.shadow_modes m
     where m.valid_to is null and (m.vehicle_id = p_vehicle_id or m.route_id = p_route_id)
     order by m.vehicle_id is null limit 1),
  days as (
    select d.*, count(*) filter (where d.mark <> 'clean') over (order by d.business_on desc) as dirty_since
      from now_is n left join mode m on true
     cross join lateral fares.shadow_days(p_route_id => p_route_id, p_vehicle_id => p_vehicle_id,
       p_from => greatest(n.today - 30, (m.valid_from at time zone n.zone)::date), p_to => n.today - 1) d),
  counted as (select count(*) filter (where d.dirty_since = 0) as clean from days d)
  select jsonb_build_object('mode', coalesce(m.mode, 'none'), 'own', coalesce(m.is_own, false),
      'since', m.valid_from at time zone n.zone, 'needed', n.needed, 'clean', c.clean,
      'state', case when m.mode = 'shadow' and c.clean >= n.needed then 'ready' else coalesce(m.mode, 'none') end,
      'days', (select coalesce(jsonb_agg(to_jsonb(d) - 'dirty_since' order by d.business_on), '[]')
                 from (select q.* from days q order by q.business_on desc limit 10) d))
    from now_is n cross join counted c left join mode m on true
$$;
comment on function fares.golive_card is 'mode, own (the vehicle''s own row, not its route''s), since, state (none, '
  'shadow, ready: may go live, live), clean (days in a row up to yesterday) of needed, days (the last ten with '
    'trips, oldest '
  'first; see fares.shadow_days). Raises nothing.';

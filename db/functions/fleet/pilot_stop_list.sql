-- Lists what is switched off now, newest first, for pages of staff. Source: docs/decisions/configuration.md.
create or replace function fleet.pilot_stop_list(p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('stop_id', s.stop_id, 'kind', s.kind,
             'name', fleet.pilot_name(p_subject => case s.kind when 'vehicle' then 'vehicle:' || s.vehicle_id
               when 'route' then 'route:' || s.route_id else 'sim' end, p_phone_hash => s.phone_hash),
             'at', s.stopped_at at time zone p_zone, 'by', accounts.actor_card(p_actor => 'user:' || s.stopped_by))
           order by s.stop_id desc), '[]')
    from (select q.* from fleet.pilot_stops q where q.ended_at is null order by q.stop_id desc limit 75) s
$$;
comment on function fleet.pilot_stop_list is 'stop_id, kind, name (see fleet.pilot_name), at, by; at most 75. '
  'Raises nothing.';

-- Names the routes with a proposed change that this official may approve: the SACCO's home page says so.
create or replace function fleet.fares_waiting(
  p_sacco_ids bigint[],
  p_user_id   bigint,      -- who looks: not what they proposed themselves
  p_at        timestamptz
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('route_id', w.route_id, 'route', w.number) order by w.number), '[]')
    from (select distinct r.route_id, r.number from fleet.fare_proposals p join fleet.routes r using (route_id)
           where p.state = 'proposed' and p_at < p.expires_at and p.sacco_id = any (p_sacco_ids)
             and p.made_by <> p_user_id) w
$$;
comment on function fleet.fares_waiting is 'route_id and route of each, in order. Raises nothing.';

-- Lists a vehicle's promises of today and those still open, newest first, for its crew: three digits, no more.
-- Source: docs/decisions/grace-mode.md. In plpgsql, which keeps the plan.
create or replace function fares.vehicle_promises(p_vehicle_id bigint, p_at timestamptz) returns jsonb
language plpgsql stable as $$
declare
  v_zone text := config.setting(p_setting => 'time_zone');
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('promise_id', p.promise_id, 'at', p.told_at at time zone v_zone,
             'last3', p.last3, 'cents', p.cents, 'state', p.state) order by p.promise_id desc), '[]')
    from (
     select q.* from fares.promises q
      where q.vehicle_id = p_vehicle_id and q.state <> 'withdrawn' and q.told_at > p_at - interval '8 days'
        and (q.state = 'open' or (q.told_at at time zone v_zone)::date = (p_at at time zone v_zone)::date)
      order by q.promise_id desc limit 30) p);
end $$;
comment on function fares.vehicle_promises is
  'promise_id, at, last3, cents, state (open, cleared, lapsed); at most 30; '
  'times on the market''s clock. Raises nothing.';

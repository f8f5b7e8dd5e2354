-- Registers a route of a SACCO with its stages, in the order a vehicle passes them. Its names reach phones, so they are
-- stored in plain letters (messaging.gsm_text).
-- Locks: none. Repeat: a known number is returned as it is.
create or replace function fleet.register_route(
  p_sacco_id bigint,
  p_number   text,     -- as on the windscreen: 46, 17B
  p_corridor text,
  p_stages   text[]    -- names; the first is where the trip starts
) returns bigint language plpgsql as $$
declare
  v_number   text := messaging.gsm_text(p_text => p_number);
  v_route_id bigint;
begin
  insert into fleet.routes (sacco_id, number, corridor) values (p_sacco_id, v_number, p_corridor)
  on conflict (sacco_id, number) do nothing returning route_id into v_route_id;
  if v_route_id is null then
    return (select r.route_id from fleet.routes r where r.sacco_id = p_sacco_id and r.number = v_number);
  end if;
  insert into fleet.stages (route_id, position, name)
  select v_route_id, s.position, messaging.gsm_text(p_text => s.name)
    from unnest(p_stages) with ordinality as s(name, position);
  return v_route_id;
end $$;
comment on function fleet.register_route is 'route_id. Raises foreign_key_violation for an unknown SACCO, '
  'check_violation for a name that is too long or has letters that no SMS segment holds.';

-- The subject of a pilot entry as people know it: a plate, a route with its SACCO, or the last three digits of a SIM.
-- Source: docs/decisions/configuration.md.
create or replace function fleet.pilot_name(p_subject text, p_phone_hash bytea) returns text language sql stable as $$
  select case split_part(p_subject, ':', 1)
    when 'vehicle' then (select v.plate from fleet.vehicles v where v.vehicle_id::text = split_part(p_subject, ':', 2))
    when 'route' then (select r.number || ' ' || s.name from fleet.routes r join fleet.saccos s using (sacco_id)
                        where r.route_id::text = split_part(p_subject, ':', 2))
    when 'sim' then coalesce((select '..' || f.phone_last3 from privacy.phones f where f.phone_hash = p_phone_hash),
      '..')
  end
$$;
comment on function fleet.pilot_name is 'How a page names a subject of fleet.pilot_list, or null. Raises nothing.';

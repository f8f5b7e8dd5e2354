-- Names where a role is held: the plate, the SACCO's or the owner's name.
create or replace function access.scope_name(p_scope_kind text, p_scope_id bigint) returns text
language plpgsql stable as $$
begin
  return (
    select case p_scope_kind
      when 'vehicle' then (select v.plate from fleet.vehicles v where v.vehicle_id = p_scope_id)
      when 'sacco' then (select s.name from fleet.saccos s where s.sacco_id = p_scope_id)
      when 'owner' then (select o.name from fleet.owners o where o.owner_id = p_scope_id)
    end);
end $$;
comment on function access.scope_name is 'Plate, or name of the SACCO or owner; null for the platform. Raises nothing.';

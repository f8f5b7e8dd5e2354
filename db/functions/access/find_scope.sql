-- An operator types where a role is to be held: a plate, a SACCO's or an owner's name, or a number.
-- Source: issue 3, Roles. Locks: none. Repeat: reads only.
create or replace function access.find_scope(
  p_scope_kind text,   -- sacco, owner or vehicle
  p_text       text    -- as typed
) returns bigint
language sql stable as $$
  select case p_scope_kind
    when 'vehicle' then fleet.find_vehicle(p_account => p_text, p_at => clock_timestamp())
    when 'sacco' then (select min(s.sacco_id) from fleet.saccos s
                        where s.sacco_id::text = btrim(p_text) or lower(s.name) = lower(btrim(p_text)) having count(*)
                          = 1)
    when 'owner' then (select min(o.owner_id) from fleet.owners o
                        where o.owner_id::text = btrim(p_text) or lower(o.name) = lower(btrim(p_text)) having count(*)
                          = 1)
  end
$$;
comment on function access.find_scope is
  'sacco_id, owner_id or vehicle_id that was typed; null when there is none, or more than one of that name. Raises '
  'nothing.';

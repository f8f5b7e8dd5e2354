-- The entries of the pilot lists that have not ended, planned ones included. Source: docs/decisions/configuration.md.
create or replace function fleet.pilot_list(p_at timestamptz)
returns table (pilot_entry_id bigint, kind text, subject text, phone_hash bytea, valid_from timestamptz)
language sql stable as $$
  select p.pilot_entry_id, p.kind,
         case p.kind when 'vehicle' then 'vehicle:' || p.vehicle_id when 'route' then 'route:' || p.route_id else 'sim'
           end, p.phone_hash, p.valid_from
    from fleet.pilot_entries p where p.valid_to is null or p_at < p.valid_to
$$;
comment on function fleet.pilot_list is
  'Entries that have not ended; subject: vehicle:<id>, route:<id>, or sim with its phone_hash. Raises nothing.';

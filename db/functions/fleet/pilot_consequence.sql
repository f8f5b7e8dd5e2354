-- An empty list means everybody: who enters the first name shuts out all others, and who ends the last lets all in.
-- Whoever decides must see that first.
-- Source: the trade, pilots; fleet.pilot_state; decision 0080. Locks: none. Repeat: reads only.
create or replace function fleet.pilot_consequence(
  p_subject    text,    -- vehicle:<id>, route:<id> or sim
  p_phone_hash bytea,   -- of a SIM
  p_listed     text     -- yes: to be listed; no: to be no longer
) returns text
language sql stable as $$
  select case when p_listed = 'yes' and count(*) = 0 then 'closes_'
              when p_listed = 'no' and count(*) filter (where others) = 0 then 'opens_' end
         || case p_subject when 'sim' then 'sims' else 'vehicles' end
    from (select (l.subject, l.phone_hash) is distinct from (p_subject, p_phone_hash) as others
            from fleet.pilot_list(p_at => clock_timestamp()) l
           where (l.kind = 'sim') = (p_subject = 'sim')) l
$$;
comment on function fleet.pilot_consequence(text, bytea, text) is
  'closes_vehicles or closes_sims (the first of its list), opens_vehicles or opens_sims (the last); null: neither. Raises nothing.';

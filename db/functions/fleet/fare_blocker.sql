-- What stands in the way of a proposed change of the fare board: asked when it is proposed, and again when it is
-- approved. Source: docs/decisions/fare-board.md.
create or replace function fleet.fare_blocker(p_proposal fleet.fare_proposals, p_at timestamptz) returns text
language sql stable as $$
  select case
    when p_proposal.kind = 'cap' then case
      when p_proposal.cap_cents > config.setting(p_setting => 'ussd_max_cents')::bigint then 'cap_wrong'
      when exists (select from fleet.stages s join fleet.stage_fares f using (stage_id)
                     left join fleet.fare_events e using (event_id)
                    where s.route_id = p_proposal.route_id and f.amount_cents > p_proposal.cap_cents
                      and coalesce(least(e.ends_at, e.ended_at) > p_at, true)
                      and not exists (select from fleet.stage_fares n
                                       where n.stage_id = f.stage_id and n.band = f.band
                                         and n.event_id is not distinct from f.event_id
                                         and n.effective_from > f.effective_from and n.effective_from <= p_at))
        then 'cap_below_fares' end
    when p_proposal.starts_at > p_at + interval '180 days' then 'start_wrong'
    when p_proposal.starts_at < p_at and p_proposal.kind = 'event' then 'start_past'
    when (select max(c::bigint) from jsonb_each(p_proposal.fares) b, jsonb_array_elements_text(b.value) c)
         > (select min(c.cap_cents) from fleet.fare_caps c
             where c.route_id = p_proposal.route_id and c.effective_from >= (
               select max(b.effective_from) from fleet.fare_caps b where b.route_id = p_proposal.route_id
                  and b.effective_from <= greatest(p_proposal.starts_at, p_at))) then 'above_cap'
    when exists (select from fleet.fare_events e
                  where p_proposal.kind = 'event' and e.route_id = p_proposal.route_id
                    and e.starts_at < p_proposal.ends_at and p_proposal.starts_at < least(e.ends_at, e.ended_at))
      then 'event_overlaps' end
$$;
comment on function fleet.fare_blocker is
  'above_cap, cap_below_fares (fares in force or planned are above it), cap_wrong (above ussd_max_cents), start_wrong '
  '(more than 180 days away), start_past, event_overlaps; null: nothing. Raises nothing.';

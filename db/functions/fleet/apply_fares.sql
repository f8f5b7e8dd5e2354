-- Writes an approved change of the fare board. A higher cap counts only after fare_cap_notice_hours, so that cap and
-- fares can't go up in the same rain; everything else counts from its planned start, or now.
-- Locks: none; the caller holds the route's row. Repeat: called once. Source: docs/decisions/fare-board.md.
create or replace function fleet.apply_fares(
  p_proposal   fleet.fare_proposals,
  p_decided_by bigint,
  p_at         timestamptz
) returns void language plpgsql as $$
declare
  v_cap   bigint := fleet.fare_cap(p_route_id => p_proposal.route_id, p_at => p_at);
  v_from  timestamptz := greatest(p_proposal.starts_at, p_at);
  v_event bigint;
begin
  if p_proposal.kind = 'event' then
    insert into fleet.fare_events (route_id, name, starts_at, ends_at)
    values (p_proposal.route_id, p_proposal.event_name, p_proposal.starts_at, p_proposal.ends_at)
    returning event_id into v_event;
  elsif p_proposal.kind = 'cap' then
    v_from := case when p_proposal.cap_cents > v_cap
      then p_at + config.setting(p_setting => 'fare_cap_notice_hours')::int * interval '1 hour' else p_at end;
    insert into fleet.fare_caps (route_id, cap_cents, effective_from)
    values (p_proposal.route_id, p_proposal.cap_cents, v_from);
  end if;
  perform fleet.set_stage_fares(p_route_id => p_proposal.route_id, p_band => b.key, p_event_id => v_event,
      p_amounts_cents => array(select c::bigint from jsonb_array_elements_text(b.value) with ordinality x(c, n)
                                order by n),
      p_effective_from => v_from)
     from jsonb_each(p_proposal.fares) b;
  update fleet.fare_proposals p set state = 'approved', decided_by = p_decided_by, decided_at = p_at,
         effective_from = v_from, event_id = v_event where p.proposal_id = p_proposal.proposal_id;
end $$;
comment on function fleet.apply_fares is 'Raises what fleet.set_stage_fares raises.';

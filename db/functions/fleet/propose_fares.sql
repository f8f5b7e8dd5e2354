-- Proposes new fares, an event or another cap of a route, by an official of its SACCO; another official approves.
-- Locks: the route's row. Repeat: waiting, while a proposal of that kind is open. Source: docs/decisions/fare-board.md.
create or replace function fleet.propose_fares(
  p_made_by  bigint,
  p_route_id bigint,
  p_kind     text,      -- fares, event or cap
  p_typed    jsonb,     -- fares by band, see fleet.parse_fares; effective_from; name, starts_at, ends_at; cap
  p_at       timestamptz
) returns jsonb language plpgsql as $$
declare
  v_new     fleet.fare_proposals;
  v_outcome text;
begin
  select r.route_id, r.sacco_id into v_new.route_id, v_new.sacco_id from fleet.routes r
   where r.route_id = p_route_id for no key update;
  v_new.kind := p_kind;
  v_new.starts_at := fleet.parse_moment(
    p_text => p_typed ->> case p_kind when 'fares' then 'effective_from' when 'event' then 'starts_at' end);
  if p_kind in ('fares', 'event') then
    v_new.fares := fleet.typed_fares(p_route_id => p_route_id, p_kind => p_kind, p_typed => p_typed, p_at => p_at);
  end if;
  case p_kind
    when 'fares' then
      v_outcome := case when v_new.fares is null then 'fares_wrong'
        when v_new.fares = '{}' then 'same'
        when v_new.starts_at is null and btrim(p_typed ->> 'effective_from') <> '' then 'start_wrong' end;
    when 'event' then
      v_new.event_name := messaging.gsm_text(p_text => btrim(p_typed ->> 'name'));
      v_new.ends_at := fleet.parse_moment(p_text => p_typed ->> 'ends_at');
      v_outcome := case when v_new.fares is null then 'event_fares_wrong'
        when length(v_new.event_name) between 3 and 20 is not true
          or v_new.event_name ~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]' then 'event_name_wrong'
        when v_new.starts_at is null then 'start_wrong'
        when (v_new.ends_at > v_new.starts_at and v_new.ends_at <= v_new.starts_at + interval '14 days') is not true
          then 'end_wrong' end;
    when 'cap' then
      v_new.cap_cents := (fleet.parse_fares(p_fares => jsonb_build_array(p_typed ->> 'cap'), p_count => 1))[1];
      v_outcome := case when v_new.cap_cents is null then 'cap_wrong'
        when v_new.cap_cents = fleet.fare_cap(p_route_id => p_route_id, p_at => p_at) then 'same' end;
    else
      raise exception 'fares, event or cap' using errcode = 'LFV80';
  end case;
  v_outcome := coalesce(v_outcome, fleet.fare_blocker(p_proposal => v_new, p_at => p_at));
  if v_outcome is not null then
    return jsonb_build_object('outcome', v_outcome);
  end if;
  update fleet.fare_proposals p set state = 'expired', decided_at = p_at
   where p.route_id = p_route_id and p.kind = p_kind and p.state = 'proposed' and p.expires_at <= p_at;
  insert into fleet.fare_proposals (route_id, sacco_id, kind, fares, event_name, starts_at, ends_at, cap_cents, made_by,
                                    made_at, expires_at)
  values (v_new.route_id, v_new.sacco_id, p_kind, v_new.fares, v_new.event_name, v_new.starts_at, v_new.ends_at,
          v_new.cap_cents, p_made_by, p_at,
          p_at + config.setting(p_setting => 'fare_proposal_days')::int * interval '1 day')
  on conflict (route_id, kind) where state = 'proposed' do nothing returning proposal_id into v_new.proposal_id;
  if v_new.proposal_id is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform access.record_four_eyes(p_made_by, 'maker', 'fleet.fare_proposals:' || v_new.proposal_id);
  return jsonb_build_object('outcome', 'proposed', 'proposal_id', v_new.proposal_id);
end $$;
comment on function fleet.propose_fares is
  'Outcome proposed (with proposal_id), waiting (another is open), same (it is so already), fares_wrong, '
  'event_fares_wrong, event_name_wrong, start_wrong, end_wrong, cap_wrong, or why it can''t count (see '
  'fleet.fare_blocker). Raises LFV80 (kind).';

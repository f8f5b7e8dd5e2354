-- Screens crew_broken (where the vehicle broke down) and crew_broken_sure (1 gives the rest of the way back).
-- Locks: the vehicle's row, then it asks again who may; then see fares.break_down. Repeat: a trip breaks down once, and
-- the crew is told so. Source: docs/decisions/change-and-credit.md.
create or replace function ussd.answer_crew_broken(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_crew    jsonb  := p_session.context -> 'crew';
  v_vehicle bigint := (v_crew ->> 'vehicle_id')::bigint;
  v_stage   jsonb;
  v_result  jsonb;
begin
  if p_session.state = 'crew_broken' then
    select to_jsonb(s) into v_stage from ussd.breakdown_stages(p_vehicle_id => v_vehicle) s where s.n::text = p_key;
    return case when v_stage is null then ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}')
                else ussd.forward(p_session => p_session, p_state => 'crew_broken_sure',
                                  p_choices => jsonb_build_object('broken', v_stage)) end;
  elsif p_key <> '1' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  perform audit.name_actor(p_user_id => (v_crew ->> 'user_id')::bigint);
  perform from fleet.vehicles v where v.vehicle_id = v_vehicle for no key update;
  if ussd.is_crew_signed_in(p_session => p_session, p_at => p_at) is not true then
    return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  end if;
  v_result := fares.break_down(p_trip_id => (fleet.open_trip(p_vehicle_id => v_vehicle, p_at => p_at)).trip_id,
    p_stage_id => (p_session.context #>> '{broken,stage_id}')::bigint, p_user_id => (v_crew ->> 'user_id')::bigint,
    p_at => p_at);
  return ussd.finish(p_session => p_session,
    p_key => case v_result ->> 'outcome' when 'not_found' then 'ussd_crew_over' else 'ussd_broken_down' end,
    p_args => case v_result ->> 'outcome' when 'not_found' then array[config.setting(p_setting => 'ussd_code')]
      else array[v_result ->> 'seats', messaging.money_text(p_cents => (v_result ->> 'cents')::bigint)] end);
end $$;
comment on function ussd.answer_crew_broken is 'The session on screen crew_broken_sure, at its end, or on the same '
  'screen with a hint. Raises what fares.break_down raises.';

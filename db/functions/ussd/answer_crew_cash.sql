-- Screen crew_cash, in three steps of one screen: the sum in cash (1: none, 2: another trip), in shadow mode what the
-- crew counted as paid by Lipa Fare (1: none), then for how many people, which may be left out. Each step is written
-- down at once. Locks: none. Repeat: see fares.tell_cash. Source: docs/decisions/shadow-and-go-live.md.
create or replace function ussd.answer_crew_cash(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_cash  jsonb := p_session.context -> 'cash';
  v_step  text := v_cash ->> 'step';
  v_trip  bigint := (v_cash ->> 'trip_id')::bigint;
  v_cents bigint := case when p_key = '1' then 0 when p_key ~ '^[1-9][0-9]{1,5}$' then p_key::bigint * 100 end;
  v_seats int := case when p_key ~ '^[1-9][0-9]{0,2}$' then p_key::int end;
  v_done  text;
begin
  if v_step = 'cash' and p_key = '2' then
    p_session.context := p_session.context || jsonb_build_object('cash', ussd.cash_trip(
      p_vehicle_id => (p_session.context #>> '{crew,vehicle_id}')::bigint, p_after => v_trip, p_at => p_at));
    return p_session;
  elsif (v_step = 'seats' and v_seats is null)
     or (v_step <> 'seats' and v_cents is null) then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  perform audit.name_actor(p_user_id => (p_session.context #>> '{crew,user_id}')::bigint);
  v_done := fares.tell_cash(p_trip_id => v_trip, p_user_id => (p_session.context #>> '{crew,user_id}')::bigint,
    p_cents => case v_step when 'cash' then v_cents end, p_digital_cents => case v_step when 'digital' then v_cents end,
    p_seats => case v_step when 'seats' then v_seats end, p_at => p_at);
  if v_done <> 'told' then
    return ussd.hint(p_session => p_session, p_args => '{}',
                     p_key => case v_done when 'over' then 'ussd_cash_over' else 'ussd_hint' end);
  end if;
  v_cash := v_cash || case v_step when 'cash' then jsonb_build_object('cents', v_cents) else '{}' end;
  v_step := case when v_step = 'cash' and v_cash ->> 'mode' = 'shadow' then 'digital'
                 when v_step <> 'seats' and (v_cash ->> 'cents')::bigint > 0 then 'seats' end;
  if v_step is not null then
    p_session.context := p_session.context || jsonb_build_object('cash', v_cash || jsonb_build_object('step', v_step));
    return p_session;
  end if;
  return ussd.hint(p_session => ussd.back(p_session => p_session), p_key => 'ussd_cash_told',
    p_args => array[v_cash ->> 'since', messaging.money_text(p_cents => (v_cash ->> 'cents')::bigint)]);
end $$;
comment on function ussd.answer_crew_cash is 'The session on the next step, back on crew_money when all is told, or on '
  'this screen with a hint. Raises nothing.';

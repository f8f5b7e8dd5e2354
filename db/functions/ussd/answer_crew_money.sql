-- Screen crew_money: 1 the cash of a trip, 2 withdraws the crew's part (on their own phone only), 3 a promise while
-- M-Pesa is silent (1 and 3 on screens of their own, whose answers come here, too), 4 what the vehicle took today, its
-- target and the crew's part. Source: docs/decisions/crews-and-trips.md, docs/decisions/shadow-and-go-live.md.
-- Locks and repeat: see fares.tell_cash, fares.make_promise.
create or replace function ussd.answer_crew_money(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_crew    jsonb  := p_session.context -> 'crew';
  v_vehicle bigint := (v_crew ->> 'vehicle_id')::bigint;
  v_day     jsonb;
begin
  if p_session.state = 'crew_cash' then
    return ussd.answer_crew_cash(p_session => p_session, p_key => p_key, p_at => p_at);
  elsif p_session.state = 'crew_promise' then
    return ussd.answer_crew_promise(p_session => p_session, p_key => p_key, p_at => p_at);
  end if;
  case
    when p_key = '1' then
      return ussd.forward(p_session => p_session, p_state => 'crew_cash', p_choices => jsonb_build_object('cash',
        ussd.cash_trip(p_vehicle_id => v_vehicle, p_after => null, p_at => p_at)));
    when p_key = '2' then
      return case when ussd.own_crew_id(p_session => p_session, p_vehicle_id => v_vehicle)
                       is distinct from (v_crew ->> 'user_id')::bigint
                  then ussd.hint(p_session => p_session, p_key => 'ussd_pin_own_phone', p_args => '{}')
                  else ussd.open_payout(p_session => p_session, p_at => p_at) end;
    when p_key = '3' and fares.open_grace(p_at => p_at) is not null then
      return ussd.forward(p_session => p_session, p_state => 'crew_promise', p_choices => '{"last3": null}');
    when p_key = '4' then
      v_day := fares.crew_day(p_vehicle_id => v_vehicle, p_at => p_at);
      return ussd.hint(p_session => p_session, p_key => 'ussd_target', p_args => array[
        messaging.money_text(p_cents => (v_day ->> 'cents')::bigint),
        messaging.money_text(p_cents => (v_day ->> 'cash_cents')::bigint),
        messaging.say(p_key => case when v_day ->> 'target_cents' is null then 'ussd_no_target' else 'ussd_target_of'
          end,
          p_lang => p_session.lang,
          p_args => array[messaging.money_text(p_cents => (v_day ->> 'target_cents')::bigint)]),
        case when v_day ->> 'crew_cents' is null then '' else ' ' || messaging.say(p_key => 'ussd_target_crew',
          p_lang => p_session.lang,
          p_args => array[messaging.money_text(p_cents => (v_day ->> 'crew_cents')::bigint)]) end]);
    else
      return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end case;
end $$;
comment on function ussd.answer_crew_money is 'The session after the key. Raises nothing.';

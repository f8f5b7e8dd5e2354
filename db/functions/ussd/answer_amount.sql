-- Screen amount: whole shillings in plain digits, between the menu's limits, for one seat, and not above the cap that
-- the route had when its prices were shown.
create or replace function ussd.answer_amount(p_session ussd.ussd_sessions, p_key text) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  -- At most seven digits, checked before the cast, so that it cannot overflow.
  v_cents bigint := case when p_key ~ '^[0-9]{1,7}$' then p_key::bigint * 100 end;
  v_min   bigint := config.setting(p_setting => 'ussd_min_cents')::bigint;
  v_max   bigint := config.setting(p_setting => 'ussd_max_cents')::bigint;
  v_cap   bigint := fleet.fare_cap(p_route_id => (p_session.context #>> '{vehicle,route_id}')::bigint,
                                   p_at => coalesce((p_session.context ->> 'quoted_at')::timestamptz, now()));
begin
  if v_cents is null or v_cents not between v_min and v_max then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif v_cents > v_cap then
    return ussd.hint(p_session => p_session, p_key => 'ussd_above_cap',
      p_args => array[messaging.money_text(p_cents => v_cap)]);
  end if;
  return ussd.forward(p_session => p_session, p_state => 'confirm',
                      p_choices => jsonb_build_object('stage', null, 'unit_cents', v_cents, 'seats', 1));
end $$;
comment on function ussd.answer_amount is 'The session on screen confirm, or on this one with a hint. Raises nothing.';

-- The screens of the crew: crew_menu, crew_list, crew_check, crew_trip, crew_broken, crew_broken_sure, crew_money,
-- crew_cash and crew_promise.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.screen_crew(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  v_crew    constant jsonb  := p_session.context -> 'crew';
  v_vehicle constant bigint := (v_crew ->> 'vehicle_id')::bigint;
  v_trip    constant fleet.trips := fleet.open_trip(p_vehicle_id => v_vehicle, p_at => p_at);
  v_since   constant text := to_char(v_trip.opened_at at time zone config.setting(p_setting => 'time_zone'), 'HH24:MI');
  v_fares   int;
  v_cents   bigint;
begin
  if v_trip.trip_id is null then
    return messaging.say(p_key => 'ussd_crew_over', p_lang => p_session.lang,
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  elsif p_session.state = 'crew_list' then
    return ussd.screen_crew_list(p_session => p_session, p_at => p_at);
  elsif p_session.state = 'crew_menu' then
    select count(*), coalesce(sum(f.amount_cents), 0) into v_fares, v_cents
      from fares.trip_fares(p_trip_id => v_trip.trip_id) f;
  end if;
  return messaging.say(p_key => 'ussd_' || p_session.state || case
      when p_session.state = 'crew_cash' and p_session.context #>> '{cash,step}' <> 'cash'
        then '_' || (p_session.context #>> '{cash,step}')
      when p_session.state = 'crew_promise' and p_session.context ->> 'last3' is not null then '_amount'
      else '' end, p_lang => p_session.lang, p_args => case p_session.state
    when 'crew_menu' then array[v_crew ->> 'code', concat_ws(' ', v_since, v_trip.word), v_fares::text,
                                messaging.money_text(p_cents => v_cents),
      case when fares.open_grace(p_at => p_at) is not null
           then E'\n' || messaging.say(p_key => 'ussd_grace_crew', p_lang => p_session.lang, p_args => '{}')
           else ussd.band_label(p_route_id => v_trip.route_id, p_lang => p_session.lang, p_at => p_at) end]
    when 'crew_trip' then array[v_crew ->> 'code', concat_ws(' ', v_since, v_trip.word)]
    when 'crew_broken' then array[(select string_agg(format(E'\n%s %s', s.n, left(s.name, 11)), '' order by s.n)
      from ussd.breakdown_stages(p_vehicle_id => v_vehicle) s)]
    when 'crew_broken_sure' then (
      select array[left(p_session.context #>> '{broken,name}', 16), coalesce(sum(b.seats), 0)::text,
                   messaging.money_text(p_cents => coalesce(sum(b.cents), 0)::bigint)]
        from fares.breakdown_parts(p_trip_id => v_trip.trip_id,
               p_stage_id => (p_session.context #>> '{broken,stage_id}')::bigint) b)
    when 'crew_money' then array[v_crew ->> 'code',
      case when ussd.own_crew_id(p_session => p_session, p_vehicle_id => v_vehicle) = (v_crew ->> 'user_id')::bigint
             and exists (select from ussd.payout_parties(p_phone_hash => p_session.phone_hash))
           then E'\n2 ' || messaging.say(p_key => 'ussd_payout_choice', p_lang => p_session.lang, p_args => '{}')
           else '' end,
      case when fares.open_grace(p_at => p_at) is not null
           then E'\n3 ' || messaging.say(p_key => 'ussd_promise_choice', p_lang => p_session.lang, p_args => '{}')
           else '' end]
    when 'crew_cash' then array[p_session.context #>> '{cash,since}',
      coalesce(messaging.money_text(p_cents => (p_session.context #>> '{cash,cents}')::bigint), '-')]
    when 'crew_promise' then array[p_session.context ->> 'last3']
    else '{}' end);
end $$;
comment on function ussd.screen_crew is 'The screen as text; says so when the trip is over. Raises nothing.';

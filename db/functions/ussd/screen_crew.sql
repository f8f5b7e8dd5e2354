-- The crew menu, or a page of who has paid: four rows, newest first, each with time, amount, stage and the last three
-- digits of the phone. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.screen_crew(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  c      constant jsonb := p_session.context;
  v_from constant int := 4 * coalesce((c ->> 'page')::int, 1) - 3;
  v_card constant jsonb := fares.trip_card(p_vehicle_id => (c #>> '{crew,vehicle_id}')::bigint, p_at => p_at,
    p_from => v_from, p_limit => 4);
  v_sum  constant text := messaging.money_text(p_cents => (v_card ->> 'cents')::bigint);
  v_rows text;
begin
  if v_card ->> 'trip_id' is null then
    return messaging.say(p_key => 'ussd_crew_over', p_lang => p_session.lang,
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  elsif p_session.state = 'crew_menu' then
    return messaging.say(p_key => 'ussd_crew_menu', p_lang => p_session.lang,
      p_args => array[c #>> '{crew,code}', substr(v_card ->> 'since', 12, 5), v_card ->> 'fares', v_sum]);
  end if;
  select string_agg(E'\n' || concat_ws(' ', substr(r ->> 'at', 12, 5),
      messaging.money_text(p_cents => (r ->> 'cents')::bigint)
        || case when (r ->> 'seats')::int > 1 then 'x' || (r ->> 'seats') else '' end,
      left(r ->> 'stage', 7), '..' || (r ->> 'last3')), '' order by n)
    into v_rows from jsonb_array_elements(v_card -> 'rows') with ordinality as t(r, n);
  return messaging.say(p_key => 'ussd_crew_list', p_lang => p_session.lang,
    p_args => array[c #>> '{crew,code}', v_card ->> 'fares', v_sum,
    coalesce(v_rows, E'\n' || messaging.say(p_key => case when v_from = 1 then 'ussd_nobody_paid' else 'ussd_no_more'
      end, p_lang => p_session.lang, p_args => '{}'))
    || case when (v_card ->> 'fares')::int >= v_from + 4
            then E'\n1 ' || messaging.say(p_key => 'ussd_more_choice', p_lang => p_session.lang, p_args => '{}')
              else '' end]);
end $$;
comment on function ussd.screen_crew is 'The screen as text; says so when the trip is over. Raises nothing.';

-- A page of the boarding list: four rows, newest first. A hint stands in the place of the head.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.screen_crew_list(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  c      constant jsonb := p_session.context;
  v_from constant int := 4 * coalesce((c ->> 'page')::int, 1) - 3;
  v_card constant jsonb := fares.trip_card(p_vehicle_id => (c #>> '{crew,vehicle_id}')::bigint, p_at => p_at,
    p_from => v_from, p_limit => 4);
  v_rows text;
begin
  select string_agg(E'\n' || fares.list_line(p_row => r, p_lang => p_session.lang), '' order by n)
    into v_rows from jsonb_array_elements(v_card -> 'rows') with ordinality as t(r, n);
  return messaging.say(p_key => 'ussd_crew_list', p_lang => p_session.lang, p_args => array[
    coalesce(c ->> 'hint', messaging.say(p_key => 'ussd_crew_list_head', p_lang => p_session.lang,
                                         p_args => array[c #>> '{crew,code}', v_card ->> 'fares'])),
    coalesce(v_rows, E'\n' || messaging.say(p_key => case when v_from = 1 then 'ussd_nobody_paid' else 'ussd_no_more'
      end, p_lang => p_session.lang, p_args => '{}'))
    || case when (v_card ->> 'fares')::int + (v_card ->> 'waiting')::int >= v_from + 4
            then E'\n1 ' || messaging.say(p_key => 'ussd_more_choice', p_lang => p_session.lang, p_args => '{}')
              else '' end]);
end $$;
comment on function ussd.screen_crew_list is 'The list as text. Raises nothing.';

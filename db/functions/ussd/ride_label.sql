-- Where a ride goes, in a word: the stage, or the route when an amount was typed.
create or replace function ussd.ride_label(
  p_choices jsonb,   -- vehicle, stage, seats as in a session's context
  p_lang    text
) returns text language sql stable as $$
  select coalesce(left(p_choices #>> '{stage,name}', 16),
                  messaging.say(p_key => 'ussd_route', p_lang => p_lang,
                    p_args => array[p_choices #>> '{vehicle,route}']))
         || case when (p_choices ->> 'seats')::int > 1 then ' x' || (p_choices ->> 'seats') else '' end
$$;
comment on function ussd.ride_label is 'Stage or route, with x and the number of several seats. Raises nothing.';

-- One row of the boarding list in 29 characters at most, for USSD and SMS: what the passenger says, fare, people,
-- stage, last three digits; who is still waited for has no stage. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.list_line(
  p_row  jsonb,   -- from fares.trip_card
  p_lang text
) returns text language sql stable as $$
  select concat_ws(' ', l.label, l.fare,
    case when p_row ->> 'state' = 'waiting'
         then messaging.say(p_key => 'list_waiting', p_lang => p_lang, p_args => '{}')
         -- The stage has what room is left.
         else nullif(btrim(left(p_row ->> 'stage', least(8, greatest(0, 21 - length(l.label) - length(l.fare))))), '')
         end,
    case when p_row ->> 'state' = 'waiting' then null else '..' || coalesce(p_row ->> 'last3', '?') end)
    from (select coalesce(regexp_replace(p_row ->> 'label', '^([A-Z]+) ([0-9]+).*$', '\1\2'),
                          substr(p_row ->> 'at', 12, 5)) as label,
                 case when (p_row ->> 'seats')::int > 1 and (p_row ->> 'cents')::bigint % (p_row ->> 'seats')::int = 0
                      then messaging.money_text(p_cents => (p_row ->> 'cents')::bigint / (p_row ->> 'seats')::int)
                           || 'x' || (p_row ->> 'seats')
                      else messaging.money_text(p_cents => (p_row ->> 'cents')::bigint) end
                 || case when (p_row ->> 'due_cents')::bigint > 0
                         then '-' || messaging.money_text(p_cents => (p_row ->> 'due_cents')::bigint) else '' end
                 as fare) l
$$;
comment on function fares.list_line is 'The row as text; the time stands where there is no number. Raises nothing.';

-- Writes a summary of alarms into one line for an SMS: as many kinds as fit, the worst first, then how many kinds more.
create or replace function messaging.alarm_list(
  p_alarms jsonb,    -- messaging.alarm_summary
  p_most   int       -- letters
) returns text language sql immutable as $$
  with kinds as (
    select a.ordinal, replace(a.alarm ->> 'kind', '_', ' ')
             || case when a.alarm ->> 'open' <> '1' then ' x' || (a.alarm ->> 'open') else '' end as words,
           count(*) over () as kinds
      from jsonb_array_elements(p_alarms) with ordinality as a(alarm, ordinal)
  ), summed as (
    select k.*, sum(length(k.words) + 2) over (order by k.ordinal) as letters from kinds k
  )
  select string_agg(s.words, ', ' order by s.ordinal)
         || case when count(*) < max(s.kinds) then ', +' || max(s.kinds) - count(*) else '' end
    from summed s where s.letters <= p_most
$$;
comment on function messaging.alarm_list is
  'Such as "wrong token x3, callback silence, +2"; null for no alarms. Raises nothing.';

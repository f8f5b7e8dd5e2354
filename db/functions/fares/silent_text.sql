-- Names an owner's silent vehicles for an SMS: as many as there is room for, then how many more there are.
create or replace function fares.silent_text(
  p_plates  text[],   -- short ones, in order; null: none is silent
  p_lang    text,
  p_longest int       -- letters, the space before it included
) returns text language sql stable as $$
  select s.text
    from generate_subscripts(p_plates, 1) n
   cross join lateral (select ' ' || messaging.say(p_lang => p_lang,
           p_key => case when n < cardinality(p_plates) then 'sms_day_silent_more' else 'sms_day_silent' end,
           p_args => array[array_to_string(p_plates[1:n], ' '), (cardinality(p_plates) - n)::text]) as text) s
   where length(s.text) <= p_longest order by n desc limit 1
$$;
comment on function fares.silent_text is
  'The sentence with a space before it; null when no vehicle is silent or not even one has room. Raises nothing.';

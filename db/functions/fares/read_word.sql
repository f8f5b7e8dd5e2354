-- Reads what a conductor typed of what a passenger said: "SIMBA 27", "27", "SIMBA 27-29", or the word on a telephone's
-- keys, "7462227". A number alone means the word of the trip. A phone number, which the web masks by x, is neither.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fares.read_word(
  p_text     text,
  p_word     text,    -- of the trip
  out word   text,
  out from_no int,
  out to_no  int
) language plpgsql stable as $$
declare
  v_parts text[] := regexp_split_to_array(p_text, '[-–—/]');
  v_first text   := coalesce(fleet.clean_typed(p_text => v_parts[1]), '');
  v_last  text   := fleet.clean_typed(p_text => v_parts[2]);
begin
  if v_first ~ '^[0-9]{4,11}$' then
    -- The trip's own word first; of others the longest.
    select w.word, substr(v_first, length(w.keypad) + 1) into word, v_first from fleet.words w
     where starts_with(v_first, w.keypad) and length(v_first) - length(w.keypad) between 1 and 3
     order by w.word <> p_word, length(w.keypad) desc limit 1;
  elsif v_first ~ '^(?!X{6})[A-Z]{3,8}[0-9]{1,3}$' then
    word := substring(v_first from '^[A-Z]+');
    v_first := substring(v_first from '[0-9]+$');
  elsif v_first ~ '^[0-9]{1,3}$' then
    word := p_word;
  end if;
  if word is not null then
    from_no := v_first::int;
    to_no := case when v_last ~ '^[0-9]{1,3}$' and v_last::int between from_no and from_no + 8 then v_last::int
                  else from_no end;
  end if;
end $$;
comment on function fares.read_word is 'The word, and the first and last number; all null: unreadable. Raises nothing.';

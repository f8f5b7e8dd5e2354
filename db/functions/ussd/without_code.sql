-- What was typed, without our service code in front. A gateway that put it into the first text of a session may put it
-- into each one, or only into the first; one that sends the last answer only sends it again with a repeated dial. What
-- was dialled with the code, and stands in no text, comes first.
-- Source: docs/decisions/ussd-menu.md.
create or replace function ussd.without_code(p_session ussd.ussd_sessions, p_input text, p_input_mode text) returns text
language plpgsql immutable as $$
declare
  v_typed    constant text    := rtrim(ltrim(replace(p_input, '#', ''), E'* \t\r\n'), E' \t\r\n');
  v_has_code constant boolean := starts_with(v_typed || '*', p_session.dialled || '*');
begin
  return case
    when p_input_mode = 'last_key' and p_session.reply is not null then
      -- One part alone is an answer.
      case when p_session.dialled not like '%*%' or not v_has_code then p_input end
    when p_session.dialled like '+%' then concat_ws('*', substr(p_session.dialled, 2), nullif(p_input, ''))
    when p_session.dialled <> '' and v_has_code then substr(v_typed, length(p_session.dialled) + 2)
    else p_input end;
end $$;
comment on function ussd.without_code is 'p_input from after the code p_session.dialled, or after its answers; null '
  'for a repeated dial. Raises nothing.';

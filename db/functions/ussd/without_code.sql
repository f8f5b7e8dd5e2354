-- What was typed, without our service code in front. A gateway that put it into the first text of a session may put it
-- into each one, or only into the first; one that sends the last answer only sends it again with a repeated dial.
-- Source: docs/decisions/ussd-menu.md.
create or replace function ussd.without_code(p_session ussd.ussd_sessions, p_input text, p_input_mode text) returns text
language sql immutable as $$
  select case when p_session.dialled <> '' and starts_with(t.typed || '*', p_session.dialled || '*')
               -- One part alone is an answer of such a gateway.
               and (p_session.reply is null or p_input_mode = 'cumulative' or p_session.dialled like '%*%')
              then substr(t.typed, length(p_session.dialled) + 2) else p_input end
    from (select rtrim(ltrim(replace(p_input, '#', ''), E'* \t\r\n'), E' \t\r\n') as typed) t
$$;
comment on function ussd.without_code is 'p_input from after the code p_session.dialled. Raises nothing.';

-- Key 0: the previous screen, with what was chosen there still in the context. The first screen is shown again.
create or replace function ussd.back(p_session ussd.ussd_sessions) returns ussd.ussd_sessions
language plpgsql immutable as $$
declare
  v_before text := p_session.context #>> '{back_stack,-1}';
begin
  if v_before is null then
    return p_session;
  end if;
  if v_before = p_session.state and p_session.context ? 'page' then
    p_session.context := p_session.context || jsonb_build_object('page', (p_session.context ->> 'page')::int - 1);
  end if;
  p_session.context := p_session.context #- '{back_stack,-1}';
  p_session.state := v_before;
  return p_session;
end $$;
comment on function ussd.back is 'The session one screen back. Raises nothing.';

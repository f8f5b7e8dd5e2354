-- 1: more of who has paid.
-- Source: the trade, USSD. Locks: none. Repeat: the next page.
create or replace function ussd.answer_crew_list(
  p_session ussd.ussd_sessions,
  p_key     text
) returns ussd.ussd_sessions
language sql stable as $$
  select case when p_key = '1'
              then ussd.forward(p_session => p_session, p_state => 'crew_list',
                                p_choices => jsonb_build_object('page', (p_session.context ->> 'page')::int + 1))
              else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end
$$;
comment on function ussd.answer_crew_list is
  'The session on the next page of the list. Raises nothing.';

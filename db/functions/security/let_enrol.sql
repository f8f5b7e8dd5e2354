-- Something that only the person has was right in this session: it may set up an app, for as long as an offered secret stays the same.
-- Source: decision 0091. Locks: the session's row. Repeat: from now on anew.
create or replace function security.let_enrol(
  p_session bytea   -- sha256 of the browser's token
) returns void
language sql as $$
  update security.sessions s
     set may_enrol_until = clock_timestamp() + security.setting(p_setting => 'second_step_offer_minutes')::int * interval '1 minute'
   where s.session_hash = p_session
$$;
comment on function security.let_enrol(bytea) is
  'Lets a session set up an app for second_step_offer_minutes. Raises nothing.';

-- A dangerous act comes right after a second step: whoever finds a browser left open can look, not do.
-- Source: issue 3 (step-up, 5 minutes); decision 0066. Locks: none. Repeat: reads only.
create or replace function security.require_fresh_step(
  p_session bytea   -- sha256 of the browser's token
) returns void
language plpgsql as $$
begin
  if not exists (select from security.sessions s
                  where s.session_hash = p_session
                    and s.proved_at > clock_timestamp() - security.setting(p_setting => 'step_up_minutes')::int * interval '1 minute') then
    raise exception 'take the second step again' using errcode = 'LFA86';
  end if;
end $$;
comment on function security.require_fresh_step(bytea) is
  'Returns if the session''s second step was taken within step_up_minutes. Raises LFA86 (not, or longer ago).';

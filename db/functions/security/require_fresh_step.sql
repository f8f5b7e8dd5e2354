-- A dangerous act comes right after a second step: whoever finds a browser left open can look, not do.
-- From a new device it comes at once after, as good as each time.
-- Source: issue 3 (step-up, 5 minutes); decisions 0065, 0082. Locks: none. Repeat: reads only.
create or replace function security.require_fresh_step(
  p_session bytea   -- sha256 of the browser's token
) returns void
language plpgsql as $$
declare
  v_minutes int := security.setting(p_setting => case when security.new_device_until(p_session => p_session) is null
                                                   then 'step_up_minutes' else 'step_up_minutes_new_device' end)::int;
begin
  if not exists (select from security.sessions s
                  where s.session_hash = p_session
                    and s.proved_at > clock_timestamp() - v_minutes * interval '1 minute') then
    raise exception 'take the second step again' using errcode = 'LFA86';
  end if;
end $$;
comment on function security.require_fresh_step(bytea) is
  'Returns if the session''s second step was taken within step_up_minutes (from a new device step_up_minutes_new_device). Raises LFA86 (not, or longer ago).';

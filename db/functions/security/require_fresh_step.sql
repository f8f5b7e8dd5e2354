-- A dangerous act comes right after a second step: whoever finds a browser left open can look, not do.
-- From a new device it comes at once after, as good as each time.
-- Source: issue 3 (step-up, 5 minutes); decisions 0065, 0082. Locks: none. Repeat: reads only.
create or replace function security.require_fresh_step(
  p_session bytea   -- sha256 of the browser's token
) returns void
language plpgsql as $$
begin
  if not security.step_is_fresh(p_session => p_session) then
    raise exception 'take the second step again' using errcode = 'LFA86';
  end if;
end $$;
comment on function security.require_fresh_step(bytea) is
  'Returns if the session''s second step is fresh (see security.step_is_fresh). Raises LFA86 (it is not).';

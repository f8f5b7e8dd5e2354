-- A dangerous act comes right after a second step: whoever finds a browser left open can look, not do.
-- From a new device it comes at once after, as good as each time.
-- Source: issue 3 (step-up, 5 minutes); docs/decisions/sign-in.md. Locks: none. Repeat: reads only.
create or replace function accounts.require_reauthentication(
  p_session bytea   -- sha256 of the browser's token
) returns void
language plpgsql as $$
begin
  if not accounts.is_reauthenticated(p_session => p_session) then
    raise exception 'take the second step again' using errcode = 'LFA86';
  end if;
end $$;
comment on function accounts.require_reauthentication is
  'Returns if the session''s second step is fresh (see accounts.is_reauthenticated). Raises LFA86 (it is not).';

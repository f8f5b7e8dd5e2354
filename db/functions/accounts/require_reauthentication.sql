-- Requires a fresh second factor before a dangerous action: in a browser left open anybody can look, but not act.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.require_reauthentication(p_session bytea) returns void -- sha256 of the token
language plpgsql as $$
begin
  if not accounts.is_reauthenticated(p_session => p_session) then
    raise exception 're-authentication is needed' using errcode = 'LFA86';
  end if;
end $$;
comment on function accounts.require_reauthentication is
  'Raises LFA86 (the second factor is not fresh, see accounts.is_reauthenticated).';

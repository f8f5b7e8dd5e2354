-- Sign-ins that ended long ago need not be kept: that they happened is in the trail of changes.
-- Source: decision 0048. Locks: the rows it removes. Repeat: none left.
create or replace function security.expire_sessions() returns int
language plpgsql as $$
declare
  v_removed int;
begin
  delete from security.sessions s where s.expires_at < statement_timestamp() - interval '1 day';
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function security.expire_sessions() is
  'Removes sign-ins whose time ended over a day ago; returns how many. Raises nothing.';

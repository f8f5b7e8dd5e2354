-- Tells staff about the web's spool of messages. Source: docs/decisions/provider-callbacks.md. Locks: the alarm's row.
-- Repeat: counts.
create or replace function telco.note_spool(
  p_subject text,   -- waiting, full or damaged
  p_detail  text    -- one line for staff
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_subject is null or p_detail is null then
    return null;
  end if;
  perform messaging.raise_alarm(p_kind => 'spool', p_subject => p_subject, p_detail => p_detail);
  return 'noted';
end $$;
comment on function telco.note_spool is 'Raises the alarm spool; returns noted.';

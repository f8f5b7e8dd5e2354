-- Writes into the audit log that somebody looked at what is other people's. It changes nothing else, so that auditors
-- may look too. Source: docs/decisions/staff-pages.md. Locks: none. Repeat: a second look.
create or replace function audit.note_look(
  p_action  text,   -- look_at, or search
  p_subject text,   -- schema.table:<key>
  p_after   jsonb   -- as in audit.record_event
) returns void language plpgsql as $$
begin
  perform audit.record_event(p_action => p_action, p_subject => p_subject, p_after => p_after);
end $$;
comment on function audit.note_look is 'Writes one row to the audit log. Raises nothing.';

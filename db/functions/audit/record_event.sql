-- Records an event that changes no row of a table, such as a sign-in or an export.
-- Source: docs/decisions/audit-log-and-alarms.md. Locks: none. Repeat: a second event.
create or replace function audit.record_event(
  p_action  text,   -- verb_noun, such as sign_in or export_person
  p_subject text,   -- schema.table:<key>; a key that was typed may be somebody's number, which is masked
  p_after   jsonb   -- what else is worth knowing; never a phone number, name, token or code
) returns void language plpgsql as $$
begin
  insert into audit.change_log (actor, role, action, subject, after)
  values (coalesce(audit.actor(), session_user), session_user, p_action, privacy.mask_numbers(p_text => p_subject),
          p_after);
end $$;
comment on function audit.record_event is
  'Writes one row to the audit log. Actor: whom audit.name_actor named, else the database role. Raises nothing.';

-- Something happened that changes no row of a table and must still be found later: a sign-in, an export.
-- Source: contracts, audit.changes.
-- Locks: none. Repeat: a second call is a second event.
create or replace function audit.record_event(
  p_action  text,   -- verb_noun, such as sign_in or export_person
  p_subject text,   -- schema.table:<key>; a key that was typed may be somebody's number, which is masked
  p_after   jsonb   -- what else is worth knowing; never a phone number, name, token or code
) returns void
language plpgsql as $$
begin
  insert into audit.change_log (actor, role, action, subject, after)
  values (coalesce(audit.actor(), session_user), session_user,
          p_action, privacy.mask_numbers(p_text => p_subject), p_after);
end $$;
comment on function audit.record_event is
  'Writes one row to the audit log. Actor: whom audit.name_actor named, else the database role. Raises nothing.';

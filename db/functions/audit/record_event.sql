-- Something happened that changes no row of a table, or that was refused, and must still be found
-- later: a sign-in, a refused act, an export.
-- Source: contracts, audit.changes.
-- Locks: none. Repeat: a second call is a second event.
create or replace function audit.record_event(
  p_action  text,   -- verb_noun, such as sign_in or refuse_fare_page
  p_subject text,   -- schema.table:<key>; a key that was typed may be somebody's number, which is masked
  p_after   jsonb   -- what else is worth knowing; never a phone number, name, token or code
) returns void
language plpgsql as $$
begin
  insert into audit.change_log (actor, role, action, subject, after)
  values (coalesce(nullif(current_setting('lipa.actor', true), ''), session_user), session_user,
          p_action, security.without_numbers(p_text => p_subject), p_after);
end $$;
comment on function audit.record_event(text, text, jsonb) is
  'Writes one row to the trail of changes. The actor is who a door named (security.name_actor), else the database role. Raises nothing.';

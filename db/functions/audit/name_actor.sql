-- Names a person as the actor of this transaction, for the audit log. API functions call it with the person of the
-- session. Source: docs/decisions/audit-log-and-alarms.md. Locks: none. Repeat: the newest counts.
create or replace function audit.name_actor(p_user_id bigint) returns void language plpgsql as $$
begin
  perform set_config('lipa.actor', 'user:' || p_user_id, true);
end $$;
comment on function audit.name_actor is 'Names a person as the actor until the transaction ends. Raises nothing.';

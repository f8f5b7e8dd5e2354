-- migrate:up
-- Who acted stands in a setting of the transaction, and any role may write settings: whoever sends SQL as one of the
-- web's roles could have had rows in the trail stand under somebody else's name. So whoever names the actor (a door, in
-- security.name_actor) adds a proof that only the owner of the tables can make, good for this one transaction, and the
-- trail believes nothing else. Work by hand is the owner's, and says what it likes; the column role says that it was.

create table security.actor_keys (
  secret bytea not null,
  constraint actor_keys_secret_is_long check (octet_length(secret) = 32)
);
create unique index actor_keys_one_row on security.actor_keys ((true));
comment on table security.actor_keys is 'One row: what the proof of an actor is made with (security.actor_proof). Opens nothing else; a new value is good from the next transaction on.';
insert into security.actor_keys (secret) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

create function audit.guard_actor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- What a function of ours says by itself (audit.watch_roles) came from no setting. The owner before the proof:
  -- migrations write to the trail before there are functions.
  if new.actor = current_setting('lipa.actor', true) and new.actor <> new.role and not pg_has_role(session_user, (select c.relowner from pg_class c where c.oid = tg_relid), 'member') then
    new.actor := coalesce(security.actor(), new.role);
  end if;
  return new;
end $$;
comment on function audit.guard_actor() is 'Before-row trigger of audit.change_log: an actor from the setting whom no door has named becomes the role that connected. Raises nothing.';
create trigger guard_actor before insert on audit.change_log
  for each row execute function audit.guard_actor();
alter table audit.change_log enable always trigger guard_actor;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

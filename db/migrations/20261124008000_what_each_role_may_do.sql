-- migrate:up
-- Which role may use which door, in one table, so that nobody has to read functions to know it; and
-- where each role can be held. Rows come from db/functions/security/permissions.csv with every
-- deploy, because they belong to the doors.

insert into security.roles (role, description) values
  ('person', 'Anybody who is signed in, over nothing but themselves; never granted');

-- Before the first release these tables are small and nobody waits for their locks.
alter table security.roles add column scope_kind text;
update security.roles set scope_kind = case
  when role in ('sacco_admin', 'sacco_treasurer') then 'sacco'
  when role = 'owner' then 'owner'
  when role = 'crew' then 'vehicle'
  when role = 'person' then 'self'
  else 'platform' end;
-- squawk-ignore adding-not-nullable-field
alter table security.roles alter column scope_kind set not null;
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
alter table security.roles add constraint roles_stand_with_their_scope unique (role, scope_kind);
comment on column security.roles.scope_kind is 'Where the role is held: the whole platform, or one SACCO, owner or vehicle; self: over oneself.';

-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table security.role_grants add constraint role_grants_scope_fits_role
  foreign key (role, scope_kind) references security.roles (role, scope_kind);

create table security.permissions (
  door text not null,
  role text not null references security.roles,
  primary key (door, role),
  constraint permissions_door_is_a_function check (door ~ '^[a-z]+\.[a-z][a-z0-9_]*$')
);
comment on table security.permissions is 'Role by door: who may call which function, within the scope of their grant. The only source is db/functions/security/permissions.csv.';
create trigger trail_changes after insert or update or delete on security.permissions
  for each row execute function audit.trail_row_change('door,role');

-- Asked now with the door in question: security.may and security.scope_ids.
-- squawk-ignore ban-drop-function
drop function if exists security.owner_ids(bigint);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

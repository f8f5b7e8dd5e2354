-- migrate:up
-- A SACCO's admin may propose whoever has a phone; that must not tell them how we, or another SACCO, call its owner.

-- Before the first release this table is small and nobody waits for its lock.
-- squawk-ignore adding-foreign-key-constraint
alter table security.users add column introduced_in bigint references fleet.saccos;
comment on column security.users.introduced_in is 'The SACCO whose admin wrote this person down first, with the name; null: one of us did. Another SACCO sees the name once the person holds a role there (security.known_to_saccos).';

-- Both ask for the SACCO, too. They are made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists security.ensure_user(bytea, bytea, text, bytea);
-- squawk-ignore ban-drop-function
drop function if exists security.role_change_card(bigint, text);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

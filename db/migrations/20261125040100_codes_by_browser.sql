-- migrate:up
-- A stranger who asks for codes, or guesses at them, must not use up what the person has: the browsers a
-- person signed in with before are counted apart, as wrong passwords are.

-- Before the first release this table is small and nobody waits for its lock.
-- squawk-ignore adding-foreign-key-constraint
alter table security.one_time_codes add column asked_from bigint references security.devices on delete cascade;
comment on column security.one_time_codes.asked_from is 'The known browser that the code was asked for in, and is right in; null: any that is not known.';

-- They ask for the browser, too. They are made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists owners.ask_password_code(bytea, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists owners.reset_password(bytea, bytea, bytea, text, bytea);
-- squawk-ignore ban-drop-function
drop function if exists security.send_code(bigint, text, bigint, text, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists security.judge_code(bigint, text, bigint, text, bytea);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

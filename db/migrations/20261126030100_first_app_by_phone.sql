-- migrate:up
-- The password alone set up the app of whoever had none yet. Now a code by SMS comes first.

alter table security.sessions add column may_enrol_until timestamptz;
comment on column security.sessions.may_enrol_until is 'Until when this session may set up an app: a code by SMS, a recovery code or a code from the old app was right in it. Null: none was.';

-- It says whose code is asked for, so its shape changes; load.sh makes it anew.
-- squawk-ignore ban-drop-function
drop function if exists owners.second_step(bytea, bytea);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

-- migrate:up
-- What a person may do is asked by door (security.may), no longer by role.
-- squawk-ignore ban-drop-function
drop function if exists security.holds_role(bigint, text);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

-- migrate:up
-- The door says how hard a new password is to be hashed. It is made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists owners.sign_in_salt(bytea);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

-- migrate:up
-- The trail of changes is searched by who, what and about what, newest first.

-- squawk-ignore require-concurrent-index-creation
create index change_log_by_actor on audit.change_log (actor, change_id);
-- squawk-ignore require-concurrent-index-creation
create index change_log_by_action on audit.change_log (action, change_id);
-- The older index can't answer "begins with" in every collation.
-- squawk-ignore require-concurrent-index-creation
create index change_log_by_subject_prefix on audit.change_log (subject text_pattern_ops, change_id);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

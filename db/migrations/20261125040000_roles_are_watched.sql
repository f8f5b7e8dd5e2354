-- migrate:up
-- What the trail's triggers can't see: roles belong to the server, and no trigger fires when one is
-- altered. So what is known of them stands here, and a chore compares it with what is there now.

create table audit.known_facts (
  subject text not null,
  fact    text not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (subject, fact)
);
comment on table audit.known_facts is 'What was true at the last look of every role that reaches this database (powers, memberships, settings, rights, what it owns), of settings of the database, and of its event triggers. Never a password or its hash. See audit.watch_roles.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

-- Who changed what, when, from what to what; and what was refused.
-- Source: contracts, audit views.
create or replace view audit.changes as
select c.changed_at, c.actor, c.role, c.action, c.subject, c.before, c.after, c.change_id
  from audit.change_log c;
comment on view audit.changes is
  'actor: user:<id>, or the database role for work by hand; role: the database role that connected; before and after without secret and sealed columns.';
comment on column audit.changes.changed_at is 'When, by the database''s clock; psql shows it in the zone of its own setting.';
comment on column audit.changes.actor is 'Who: user:<user_id>, or the database role of work by hand; database: found by looking, nobody knows who.';
comment on column audit.changes.role is 'The database role that connected: which party''s pages, the worker, or a person in psql.';
comment on column audit.changes.action is 'insert, update or delete of a row; else what was done or refused, such as sign_in or refused.';
comment on column audit.changes.subject is '<schema>.<table>:<key>; its parts by commas where the key has several. An unknown person: security.users:unknown.';
comment on column audit.changes.before is 'The row as it was, without secret and sealed columns; null for what is new, and for acts.';
comment on column audit.changes.after is 'The row as it is now; of an act, what it says of itself (door, why, outcome, device, times).';
comment on column audit.changes.change_id is 'Grows with each row; not the order of commit.';

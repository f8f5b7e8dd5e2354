-- Who changed what, when, from what to what; and what was refused.
-- Source: contracts, audit views.
create or replace view audit.changes as
select c.changed_at, c.actor, c.role, c.action, c.subject, c.before, c.after, c.change_id
  from audit.change_log c;
comment on view audit.changes is
  'actor: user:<id>, or the database role for work by hand; role: the database role that connected; before and after without secret and sealed columns.';

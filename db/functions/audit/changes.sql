-- Who changed what, when, from what to what; and what was refused, one row for each kind in each hour.
-- Source: docs/decisions/audit-log-and-alarms.md.
create or replace view audit.changes as
select c.changed_at, c.actor, c.role, c.action, c.subject, c.before, c.after, c.change_id
  from audit.change_log c
union all
select r.first_at, r.actor, r.role, r.action, r.last_subject, null::jsonb,
       nullif(r.detail || jsonb_strip_nulls(jsonb_build_object('from', r.last_from))
              || case when r.times > 1 then jsonb_build_object('times', r.times, 'last_at', r.last_at)
                      else '{}' end, '{}'),
       r.change_id
  from audit.refusals r;
comment on view audit.changes is
  'actor: user:<id>, or the database role for work by hand; role: the database role that connected; before and after '
  'without secret and sealed columns.';
comment on column audit.changes.changed_at is
  'When, by the database''s clock; of refusals the first in that hour. psql shows it in the zone of its own setting.';
comment on column audit.changes.actor is 'Who: user:<user_id>, or the database role of work by hand.';
comment on column audit.changes.role is
  'The database role that connected: a party''s pages, the worker, or a person in psql.';
comment on column audit.changes.action is
  'insert, update or delete of a row; else what was done or refused, such as sign_in or refused.';
comment on column audit.changes.subject is
  '<schema>.<table>:<key>; its parts by commas where the key has several. An unknown person: '
  'accounts.users:unknown. Of refusals the last in that hour.';
comment on column audit.changes.before is
  'The row as it was, without secret and sealed columns; null for new rows and for events.';
comment on column audit.changes.after is
  'The row as it is now; of an event its details (api_function, why, outcome, device); of more than one refusal times '
  'and last_at.';
comment on column audit.changes.change_id is 'Grows with each row; not the order of commit.';

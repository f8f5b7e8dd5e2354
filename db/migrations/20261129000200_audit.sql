-- migrate:up
-- The audit log: every change to people, vehicles, prices and rules, with who, what, when, before and after. Triggers
-- write it, because a change made by hand must be in it as well.

create table audit.change_log (
  change_id  bigint generated always as identity primary key,
  changed_at timestamptz not null default clock_timestamp(),
  actor      text not null,
  role       text not null,
  action     text not null,
  subject    text not null,
  before     jsonb,
  after      jsonb
);
create index change_log_by_subject on audit.change_log (subject, change_id);
-- Searches for "begins with" need this one: the index above can't answer them in every collation.
create index change_log_by_subject_prefix on audit.change_log (subject text_pattern_ops, change_id);
create index change_log_by_time on audit.change_log (changed_at);
create index change_log_by_actor on audit.change_log (actor, change_id);
create index change_log_by_action on audit.change_log (action, change_id);
comment on table audit.change_log is
  'Append-only audit log. actor: a user as user:<id>, or the database role for work by hand. role: the database role '
  'that connected. subject: schema.table:<key>. Read it through audit.changes.';

create function audit.guard_change_log() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'LFA10';
end $$;
comment on function audit.guard_change_log is 'Refuses update, delete and truncate of audit.change_log. Raises LFA10.';
create trigger guard_append_only before update or delete or truncate on audit.change_log
  for each statement execute function audit.guard_change_log();
alter table audit.change_log enable always trigger guard_append_only;

-- First argument: the key columns, separated by commas. Further arguments: columns that are secret or sealed and
-- therefore stay out of the audit log.
create function audit.log_row_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_after  jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_key    text;
  v_hidden text[] := coalesce(tg_argv[1:], '{}');
begin
  select string_agg(coalesce(v_after, v_before) ->> k, ',' order by n)
    into v_key
    from unnest(string_to_array(tg_argv[0], ',')) with ordinality as t(k, n);
  if tg_op = 'UPDATE' and v_before - v_hidden = v_after - v_hidden then
    return null;
  end if;
  insert into audit.change_log (actor, role, action, subject, before, after)
  values (coalesce(nullif(current_setting('lipa.actor', true), ''), session_user), session_user,
          lower(tg_op), format('%s.%s:%s', tg_table_schema, tg_table_name, v_key),
          v_before - v_hidden, v_after - v_hidden);
  return null;
end $$;
comment on function audit.log_row_change is
  'After-row trigger that writes audit.change_log. Arguments: key columns, then columns to leave out.';

-- Refusals are counted, one row for each kind and hour, so that a flood of them can't fill the audit log.
create table audit.refusals (
  hour_at      timestamptz not null,
  action       text        not null,
  asked        text        not null,
  actor        text        not null,
  detail       jsonb       not null,
  change_id    bigint      not null default nextval('audit.change_log_change_id_seq'),
  role         text        not null,
  times        bigint      not null default 1,
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  last_subject text        not null,
  last_from    text,
  primary key (hour_at, action, asked, actor, detail),
  constraint refusals_change_id_is_unique unique (change_id),
  constraint refusals_times_is_positive check (times > 0)
) with (fillfactor = 70);
create index refusals_by_actor on audit.refusals (actor, change_id);
comment on table audit.refusals is
  'What was refused, one row for each kind in each hour that begins at hour_at. action: the kind; asked: the route '
  'or table; actor: the signed-in person or the login role; detail: API function, reason, outcome; change_id: its '
  'position in audit.changes.';

-- migrate:down
-- Forward only: a later migration corrects this one.

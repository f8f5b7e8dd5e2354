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
  raise exception 'the trail of changes is append-only' using errcode = 'LFA10';
end $$;
comment on function audit.guard_change_log() is
  'Refuses update, delete and truncate of audit.change_log. Raises LFA10.';
create trigger guard_append_only before update or delete or truncate on audit.change_log
  for each statement execute function audit.guard_change_log();
alter table audit.change_log enable always trigger guard_append_only;

-- The actor comes from a setting of the transaction, and any role may write settings. So an API function that names
-- the actor (security.name_actor) adds a proof that only the owner of the tables can make, and that holds for this one
-- transaction. Work by hand is the owner's: its actor needs no proof, and the column role shows that it was by hand.
create table security.actor_keys (
  secret bytea not null,
  constraint actor_keys_secret_is_long check (octet_length(secret) = 32)
);
create unique index actor_keys_one_row on security.actor_keys ((true));
comment on table security.actor_keys is
  'The one secret from which the proof of an actor is made (security.actor_proof). It opens nothing else. A new value '
  'counts from the next transaction on.';
insert into security.actor_keys (secret) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

create function audit.guard_actor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- An actor that a function of ours names by itself (audit.watch_roles) does not come from the setting. The owner
  -- needs no proof: migrations write to the audit log before there are functions.
  if new.actor = current_setting('lipa.actor', true) and new.actor <> new.role
     and to_regprocedure('security.actor()') is not null
     and not pg_has_role(session_user, (select c.relowner from pg_class c where c.oid = tg_relid), 'member') then
    new.actor := coalesce(security.actor(), new.role);
  end if;
  return new;
end $$;
comment on function audit.guard_actor() is
  'Before-row trigger of audit.change_log: an actor that comes from the setting without a proof is replaced by the '
  'role that connected. Raises nothing.';
create trigger guard_actor before insert on audit.change_log
  for each row execute function audit.guard_actor();
alter table audit.change_log enable always trigger guard_actor;

-- First argument: the key columns, separated by commas. Further arguments: columns that are secret or sealed and
-- therefore stay out of the audit log.
create function audit.trail_row_change() returns trigger
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
comment on function audit.trail_row_change() is
  'After-row trigger that writes audit.change_log. Arguments: key columns, then columns to leave out.';

-- Roles belong to the server, and no trigger fires when one is altered. A scheduled job compares what is known of them
-- with what is there now.
create table audit.known_facts (
  subject text not null,
  fact    text not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (subject, fact)
);
comment on table audit.known_facts is
  'What was true at the last look of every role that reaches this database (powers, memberships, settings, rights, '
  'what it owns), of settings of the database, and of its event triggers. Never a password or its hash. See '
  'audit.watch_roles.';

-- The audit log keeps everything for ever, so a flood of refusals must not fill it: they are counted here, and the log
-- gets the first of each kind and then the hundredth, thousandth, ten-thousandth. Unlogged: after a crash the counting
-- starts again, and what was reported is still in the audit log.
create unlogged table security.refusals (
  action   text        not null,
  key      bytea       not null,
  hour_at  timestamptz not null,
  times    bigint      not null,
  primary key (action, key),
  constraint refusals_key_is_a_sha256 check (octet_length(key) = 32),
  constraint refusals_times_is_positive check (times > 0)
) with (fillfactor = 50);
comment on table security.refusals is
  'How often something was refused in the hour that began at hour_at. There is a count for the very same refusal, for '
  'all of one kind by one party, and for all of one kind. key: sha256 of what is counted.';

-- migrate:down
-- Forward only: a later migration corrects this one.

-- migrate:up
-- Who may do what, and where: roles, permissions, grants. Grants change by two people: one proposes, another decides,
-- and neither about themselves.

create table access.roles (
  role        text primary key,
  scope_kind  text not null,
  second_factor text not null default 'no',
  description text not null,
  constraint roles_stand_with_their_scope unique (role, scope_kind),
  constraint roles_second_factor_is_known check (second_factor in ('no', 'due'))
);
comment on table access.roles is
  'What a person can be. A role counts only where role_grants gives it a scope and a time.';
comment on column access.roles.scope_kind is
  'Where the role is held: the whole platform, or one SACCO, owner or vehicle; self: over oneself.';
comment on column access.roles.second_factor is 'due: whoever holds this role signs in with a second factor.';
insert into access.roles (role, scope_kind, second_factor, description) values
  ('passenger', 'platform', 'no', 'Rides and pays'),
  ('crew', 'vehicle', 'no', 'Drives or conducts a vehicle'),
  ('owner', 'owner', 'no', 'Owns vehicles and their wallets'),
  ('sacco_admin', 'sacco', 'due', 'Runs a SACCO''s people and vehicles'),
  ('sacco_treasurer', 'sacco', 'due', 'Checks what a SACCO admin proposes'),
  ('ops', 'platform', 'due', 'Our staff: assigns suspense, retries, helps'),
  ('finance', 'platform', 'due', 'Our finance staff: checks what ops proposes'),
  ('auditor', 'platform', 'no', 'Reads everything, changes nothing'),
  ('partner', 'platform', 'no', 'A partner''s machine'),
  ('person', 'self', 'no', 'Anybody who is signed in, about themselves only; never granted');

create table access.permissions (
  api_function text not null,
  role text not null references access.roles,
  primary key (api_function, role),
  constraint permissions_api_function_is_a_name check (api_function ~ '^[a-z]+\.[a-z][a-z0-9_]*$')
);
comment on table access.permissions is
  'Which role may call which API function, within the scope of its grant. Loaded from '
  'db/functions/access/permissions.csv with every deploy.';
create trigger log_changes after insert or update or delete on access.permissions
  for each row execute function audit.log_row_change('api_function,role');

create table access.role_grants (
  grant_id   bigint generated always as identity primary key,
  user_id    bigint not null references accounts.users,
  role       text   not null references access.roles,
  scope_kind text   not null,
  scope_id   bigint,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  granted_by bigint references accounts.users,
  constraint role_grants_scope_is_known check (scope_kind in ('platform', 'sacco', 'owner', 'vehicle')),
  constraint role_grants_scope_is_whole check ((scope_kind = 'platform') = (scope_id is null)),
  constraint role_grants_scope_fits_role foreign key (role, scope_kind) references access.roles (role, scope_kind),
  constraint role_grants_end_after_start check (valid_to is null or valid_to > valid_from)
);
create index role_grants_by_user on access.role_grants (user_id, role);
comment on table access.role_grants is
  'Who holds which role, within which scope (platform, or one SACCO, owner or vehicle), from when to when.';
create trigger log_changes after insert or update or delete on access.role_grants
  for each row execute function audit.log_row_change('grant_id');

create table access.role_changes (
  change_id     bigint generated always as identity primary key,
  kind          text   not null,
  user_id       bigint not null references accounts.users,
  role          text   not null,
  scope_kind    text   not null,
  scope_id      bigint,
  valid_from    timestamptz,
  valid_to      timestamptz,
  grant_id      bigint references access.role_grants,
  reason        text   not null,
  state         text   not null default 'proposed',
  made_by       bigint not null references accounts.users,
  made_at       timestamptz not null default clock_timestamp(),
  decided_by    bigint references accounts.users,
  decided_at    timestamptz,
  decision_reason text,
  constraint role_changes_kind_is_known check (kind in ('grant', 'revoke', 'enable')),
  constraint role_changes_scope_is_whole check ((scope_kind = 'platform') = (scope_id is null)),
  constraint role_changes_scope_fits_role foreign key (role, scope_kind) references access.roles (role, scope_kind),
  constraint role_changes_end_after_start check (valid_to > valid_from),
  constraint role_changes_revoke_names_a_grant check (kind <> 'revoke' or grant_id is not null),
  constraint role_changes_enable_gives_back_oneself
    check ((kind = 'enable') = (scope_kind = 'self') and (scope_kind <> 'self' or scope_id = user_id)),
  constraint role_changes_reason_is_said check (length(btrim(reason)) between 3 and 200),
  constraint role_changes_state_is_known check (state in ('proposed', 'approved', 'declined', 'withdrawn')),
  constraint role_changes_end_is_whole
    check (case state when 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                      when 'withdrawn' then decided_by is null and decided_at is not null
                      else num_nonnulls(decided_by, decided_at) = 2 end),
  constraint role_changes_decline_has_a_reason check ((state = 'declined') = (decision_reason is not null)),
  constraint role_changes_decision_reason_is_said check (length(btrim(decision_reason)) between 10 and 200),
  constraint role_changes_maker_is_not_checker check (made_by <> decided_by),
  constraint role_changes_nobody_about_themselves check (user_id <> made_by and user_id <> decided_by)
);
create unique index role_changes_one_open_grant on access.role_changes (user_id, role, coalesce(scope_id, 0))
  where kind = 'grant' and state = 'proposed';
create unique index role_changes_one_open_revoke on access.role_changes (grant_id)
  where kind = 'revoke' and state = 'proposed';
create unique index role_changes_one_open_enable on access.role_changes (user_id)
  where kind = 'enable' and state = 'proposed';
create index role_changes_open on access.role_changes (made_at) where state = 'proposed';
create index role_changes_by_user on access.role_changes (user_id, change_id);
comment on table access.role_changes is
  'Proposals to grant or revoke a role, or to enable a disabled person again (role person, over themselves), and what '
  'became of them. valid_from null: from the decision on. withdrawn: by its maker, or because the account was '
  'emptied, at decided_at. decision_reason: why it was declined.';
create trigger log_changes after insert or update or delete on access.role_changes
  for each row execute function audit.log_row_change('change_id');

-- On one subject, a person has one part only.
create table access.four_eyes_records (
  subject   text   not null,
  part      text   not null,
  user_id   bigint not null references accounts.users,
  taken_at  timestamptz not null default clock_timestamp(),
  primary key (subject, part),
  constraint four_eyes_records_one_part_per_person unique (subject, user_id),
  constraint four_eyes_records_part_is_a_word check (part ~ '^[a-z][a-z_]{2,30}$')
);
comment on table access.four_eyes_records is
  'Four-eyes record: who had which part (maker, checker, concerned …) on which subject (schema.table:<key>). One '
  'person never has two on the same subject, whatever roles they hold. Append-only.';

create function access.guard_four_eyes() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'four-eyes records are append-only' using errcode = 'LFA80';
end $$;
comment on function access.guard_four_eyes is
  'Refuses update, delete and truncate of access.four_eyes_records. Raises LFA80.';
create trigger guard_append_only before update or delete or truncate on access.four_eyes_records
  for each statement execute function access.guard_four_eyes();
alter table access.four_eyes_records enable always trigger guard_append_only;

-- migrate:down
-- Forward only: a later migration corrects this one.

-- migrate:up
-- Who may do what changes by two people: one proposes, another decides, and neither about themselves.
-- The same rule will stand between maker and checker of a payout or of a break, so it stands here as
-- a table of its own: on one subject, one person has one duty.

-- Two phones, one person: duties are counted by person.
alter table security.users add column same_person_as bigint;
-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table security.users add constraint users_same_person_is_known
  foreign key (same_person_as) references security.users (user_id);
-- squawk-ignore constraint-missing-not-valid
alter table security.users add constraint users_same_person_is_another check (same_person_as <> user_id);
comment on column security.users.same_person_as is 'The first account of a person who has several; null: this is it. See security.person_of.';

create table security.duties (
  subject   text   not null,
  duty      text   not null,
  user_id   bigint not null references security.users,
  person_id bigint not null references security.users,
  taken_at  timestamptz not null default clock_timestamp(),
  primary key (subject, duty),
  constraint duties_never_meet_in_one_person unique (subject, person_id),
  constraint duties_duty_is_a_word check (duty ~ '^[a-z][a-z_]{2,30}$')
);
comment on table security.duties is 'Who had which duty (maker, checker, concerned …) on which subject (schema.table:<key>). One person never has two on the same one, whatever roles or accounts they hold. Append-only.';

create function security.guard_duties() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a duty that was taken stays taken' using errcode = 'LFA80';
end $$;
comment on function security.guard_duties() is 'Refuses update, delete and truncate of security.duties. Raises LFA80.';
create trigger guard_append_only before update or delete or truncate on security.duties
  for each statement execute function security.guard_duties();
alter table security.duties enable always trigger guard_append_only;

create table security.role_changes (
  change_id  bigint generated always as identity primary key,
  act        text   not null,
  user_id    bigint not null references security.users,
  role       text   not null,
  scope_kind text   not null,
  scope_id   bigint,
  valid_from timestamptz,
  valid_to   timestamptz,
  grant_id   bigint references security.role_grants,
  reason     text   not null,
  state      text   not null default 'proposed',
  made_by    bigint not null references security.users,
  made_at    timestamptz not null default clock_timestamp(),
  decided_by bigint references security.users,
  decided_at timestamptz,
  constraint role_changes_act_is_known check (act in ('grant', 'revoke')),
  constraint role_changes_state_is_known check (state in ('proposed', 'approved', 'declined')),
  constraint role_changes_revoke_names_a_grant check (act = 'grant' or grant_id is not null),
  constraint role_changes_decision_is_whole
    check (num_nonnulls(decided_by, decided_at) = case state when 'proposed' then 0 else 2 end),
  constraint role_changes_maker_is_not_checker check (made_by <> decided_by),
  constraint role_changes_nobody_about_themselves check (user_id <> made_by and user_id <> decided_by),
  constraint role_changes_end_after_start check (valid_to > valid_from),
  constraint role_changes_reason_is_said check (length(btrim(reason)) between 3 and 200),
  constraint role_changes_scope_is_whole check ((scope_kind = 'platform') = (scope_id is null)),
  constraint role_changes_scope_fits_role foreign key (role, scope_kind) references security.roles (role, scope_kind)
);
comment on table security.role_changes is 'Proposals to grant or revoke a role, and what became of them. valid_from null: from the decision on.';
create unique index role_changes_one_open_grant on security.role_changes (user_id, role, coalesce(scope_id, 0))
  where act = 'grant' and state = 'proposed';
create unique index role_changes_one_open_revoke on security.role_changes (grant_id)
  where act = 'revoke' and state = 'proposed';
create index role_changes_open on security.role_changes (made_at) where state = 'proposed';
create index role_changes_by_user on security.role_changes (user_id, change_id);
create trigger trail_changes after insert or update or delete on security.role_changes
  for each row execute function audit.trail_row_change('change_id');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
